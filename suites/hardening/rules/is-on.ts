// The ways in which a compose file says yes.

export const isOn = (text: string | undefined): boolean => /^(?:true|yes|on)$/i.test(text ?? "");
