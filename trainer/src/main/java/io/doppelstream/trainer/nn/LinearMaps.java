package io.doppelstream.trainer.nn;

/** Told of the dense layers that a pass applies. */
@FunctionalInterface
public interface LinearMaps {

    /** Takes note of a dense layer. */
    void applied(LinearMap map);

    static LinearMaps ignored() {
        return map -> {};
    }
}
