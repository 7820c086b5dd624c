import AsyncStorage from '@react-native-async-storage/async-storage'
import { Wallet } from 'ethers'
import * as SecureStore from 'expo-secure-store'

const KEY = 'wallet'
const NAME = 'wallet-name'

export interface StoredWallet {
  name: string
  address: string
}

/** Makes a wallet for the phone and returns what the start screen shows. */
export async function createWallet(name: string): Promise<StoredWallet> {
  const wallet = Wallet.createRandom()
  await SecureStore.setItemAsync(KEY, wallet.privateKey, {
    requireAuthentication: true,
    keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
  })
  await AsyncStorage.setItem(NAME, name)
  return { name, address: wallet.address }
}

export async function openWallet(): Promise<Wallet | undefined> {
  const privateKey = await SecureStore.getItemAsync(KEY, { requireAuthentication: true })
  return privateKey === null ? undefined : new Wallet(privateKey)
}

export async function removeWallet(): Promise<void> {
  await SecureStore.deleteItemAsync(KEY)
  await AsyncStorage.removeItem(NAME)
}
