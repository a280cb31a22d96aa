package io.doppelstream.trainer.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** What one run is fed: tensors by the name of their placeholder. Owner of the tensors. */
public final class Batch implements AutoCloseable {

    private final Map<String, Tensor> tensors;

    /** Takes over the tensors. */
    public Batch(Map<String, ? extends Tensor> tensors) {
        this.tensors = new LinkedHashMap<>(tensors);
    }

    /** Feeds a run, which must end before the batch is closed. */
    public void feed(Session.Runner runner) {
        tensors.forEach(runner::feed);
    }

    @Override
    public void close() {
        tensors.values().forEach(Tensor::close);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("batch of");
        tensors.forEach((name, tensor) -> text.append(' ').append(name).append(tensor.shape()));
        return text.toString();
    }
}
