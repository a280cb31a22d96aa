package io.doppelstream.trainer.checkpoint;

import java.io.IOException;

/** A checkpoint cannot be used as asked; the message says what was expected, what was found and what to do. */
public final class CheckpointException extends IOException {

    private static final long serialVersionUID = 1;

    CheckpointException(String message) {
        super(message);
    }

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
