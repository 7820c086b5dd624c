import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

export interface PatientLogin {
  refreshToken: string;
  insuranceNo: string;
  displayName: string;
}

const LOGIN_KEY = 'patient.login';
const STORE_OPTIONS: SecureStore.SecureStoreOptions = {
  keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
};
const NAME_KEY = 'patient.displayName';

export async function rememberLogin(login: PatientLogin): Promise<void> {
  const value = JSON.stringify({ refreshToken: login.refreshToken, insuranceNo: login.insuranceNo });
  await AsyncStorage.setItem(NAME_KEY, login.displayName);
  await SecureStore.setItemAsync(LOGIN_KEY, value, STORE_OPTIONS);
}

export async function restoreLogin(): Promise<PatientLogin | null> {
  const [value, displayName] = await Promise.all([
    SecureStore.getItemAsync(LOGIN_KEY, STORE_OPTIONS),
    AsyncStorage.getItem(NAME_KEY),
  ]);
  if (value === null) {
    return null;
  }
  try {
    const { refreshToken, insuranceNo } = JSON.parse(value) as Omit<PatientLogin, 'displayName'>;
    return { refreshToken, insuranceNo, displayName: displayName ?? '' };
  } catch (err) {
    console.warn('stored login is damaged', err);
    await forgetLogin();
    return null;
  }
}

export async function forgetLogin(): Promise<void> {
  await SecureStore.deleteItemAsync(LOGIN_KEY, STORE_OPTIONS);
  await AsyncStorage.removeItem(NAME_KEY);
}
