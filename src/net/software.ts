// What Rookery calls itself on the wire (KIP-511). A test holds the version against package.json.

export const software = { name: 'rookery', version: '0.1.0' } as const
