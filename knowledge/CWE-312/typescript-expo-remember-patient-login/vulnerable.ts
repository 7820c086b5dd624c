import AsyncStorage from '@react-native-async-storage/async-storage';

export interface PatientLogin {
  refreshToken: string;
  insuranceNo: string;
  displayName: string;
}

const LOGIN_KEY = 'patient.login';
const NAME_KEY = 'patient.displayName';

export async function rememberLogin(login: PatientLogin): Promise<void> {
  const value = JSON.stringify({ refreshToken: login.refreshToken, insuranceNo: login.insuranceNo });
  await AsyncStorage.setItem(NAME_KEY, login.displayName);
  await AsyncStorage.setItem(LOGIN_KEY, value);
}

export async function restoreLogin(): Promise<PatientLogin | null> {
  const [value, displayName] = await Promise.all([
    AsyncStorage.getItem(LOGIN_KEY),
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
  await AsyncStorage.removeItem(LOGIN_KEY);
  await AsyncStorage.removeItem(NAME_KEY);
}
