package io.doppelstream.trainer.nn;

/** What a forward pass is for. */
public enum Mode {
    /** Dropout is on; batch norm uses the batch's own statistics and reports them. */
    TRAINING,
    /** Dropout is off; batch norm uses its moving statistics. */
    INFERENCE
}
