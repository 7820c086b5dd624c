import AsyncStorage from '@react-native-async-storage/async-storage'
import { Wallet } from 'ethers'

const KEY = 'wallet'
const NAME = 'wallet-name'

export interface StoredWallet {
  name: string
  address: string
}

/** Makes a wallet for the phone and returns what the start screen shows. */
export async function createWallet(name: string): Promise<StoredWallet> {
  const wallet = Wallet.createRandom()
  await AsyncStorage.setItem(KEY, wallet.privateKey)
  await AsyncStorage.setItem(NAME, name)
  return { name, address: wallet.address }
}

export async function openWallet(): Promise<Wallet | undefined> {
  const privateKey = await AsyncStorage.getItem(KEY)
  return privateKey === null ? undefined : new Wallet(privateKey)
}

export async function removeWallet(): Promise<void> {
  await AsyncStorage.multiRemove([KEY, NAME])
}
