/** The most characters that each part of a sign-in may have. A longer password only costs the server time to hash. */
export const signInLimits = { tenant: 64, email: 255, password: 1024 } as const;
