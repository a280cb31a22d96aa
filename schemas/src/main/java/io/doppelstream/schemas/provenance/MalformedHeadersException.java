package io.doppelstream.schemas.provenance;

/** A record is marked as synthetic, but its other provenance headers do not fit. */
public final class MalformedHeadersException extends RuntimeException {
    public MalformedHeadersException(String message) {
        super(message);
    }

    public MalformedHeadersException(String message, Throwable cause) {
        super(message, cause);
    }
}
