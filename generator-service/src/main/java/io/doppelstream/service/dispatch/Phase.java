package io.doppelstream.service.dispatch;

/** What a running request is allowed to do. */
public enum Phase {
    /** Its records are handed out. */
    RUNNING(0),
    /** Nothing is handed out until it is resumed. */
    PAUSED(1),
    /** Nothing more is handed out; it ends with what is under way. */
    CANCELLED(2),
    /** The same, because its deadline has passed. */
    EXPIRED(3);

    private final byte code;

    Phase(int code) {
        this.code = (byte) code;
    }

    /** Its number in the state store, which never changes. */
    byte code() {
        return code;
    }

    static Phase of(byte code) {
        for (Phase phase : values()) {
            if (phase.code == code) {
                return phase;
            }
        }
        throw new IllegalArgumentException("Expected the code of a phase in the state store, found " + code);
    }
}
