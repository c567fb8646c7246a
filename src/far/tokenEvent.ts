/** A token as a server-sent event, bytes: a field's name, a little JSON around the text (own assumption). */
export const TOKEN_EVENT_BYTES = 120;

/** Around a small record on the wire: TLS 1.3 (5 header, 1 type, 16 tag), TCP and IPv4. */
export const TOKEN_WIRE_BYTES = 22 + 40;

/** Time that one token occupies the downlink, ms: a slow one holds tokens back, one behind the other. */
export const tokenLinkMs = (downKbps: number): number => ((TOKEN_EVENT_BYTES + TOKEN_WIRE_BYTES) * 8) / downKbps;
