package io.doppelstream.model.store;

import java.io.IOException;

/** What a store has under a digest is not what was put there: to ask again does not help. */
public final class DamagedArchiveException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedArchiveException(String message) {
        super(message);
    }

    DamagedArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
