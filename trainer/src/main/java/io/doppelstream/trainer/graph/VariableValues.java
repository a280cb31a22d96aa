package io.doppelstream.trainer.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The values of all variables of a training graph (weights, their averages, the optimizer's moments, moving statistics)
 * by name, to the bit: copied out of a session, and back into another one on the same graph drawn anew. A table of
 * real rows is not among them: it is loaded from the data.
 */
public final class VariableValues {

    private record Slot(Variable<TFloat32> variable, Placeholder<TFloat32> value, Op assignment) {}

    private final Map<String, Slot> slots = new LinkedHashMap<>();

    /** Draws the assignments; after everything that makes variables, and before the session is opened. */
    public VariableValues(TrainingGraph graph) {
        Ops tf = graph.tf();
        for (Variable<TFloat32> variable : graph.variables().all()) {
            Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(variable.shape()));
            slots.put(variable.op().name(), new Slot(variable, value, tf.assign(variable, value)));
        }
    }

    /** Names of the variables that hold these parameters. */
    public List<String> names(Weights weights, Collection<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> weights.of(parameter).op().name())
                .distinct()
                .toList();
    }

    /** All values, each in row-major order. */
    public Map<String, float[]> read(Session session) {
        return read(session, slots.keySet());
    }

    /** The values of some variables, each in row-major order. */
    public Map<String, float[]> read(Session session, Collection<String> names) {
        Map<String, float[]> values = new LinkedHashMap<>();
        Session.Runner runner = session.runner();
        names.forEach(name -> runner.fetch(slot(name).variable()));
        try (Result result = runner.run()) {
            int index = 0;
            for (String name : names) {
                float[] copy =
                        new float[Math.toIntExact(slot(name).variable().shape().size())];
                ((TFloat32) result.get(index++)).asRawTensor().data().asFloats().read(copy);
                values.put(name, copy);
            }
        }
        return values;
    }

    /**
     * Sets all variables.
     *
     * @throws IllegalArgumentException if it is not exactly this graph's variables that have values
     */
    public void writeAll(Session session, Map<String, float[]> values) {
        if (!values.keySet().equals(slots.keySet())) {
            throw new IllegalArgumentException(
                    "expected values of the variables " + slots.keySet() + ", found " + values.keySet());
        }
        write(session, values);
    }

    /** Sets some variables, in a single run: TensorFlow prepares the graph anew for each set of targets. */
    public void write(Session session, Map<String, float[]> values) {
        List<Tensor> tensors = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            values.forEach((name, array) -> {
                Slot slot = slot(name);
                Tensor tensor = tensor(name, slot.variable().shape(), array);
                tensors.add(tensor);
                runner.feed(slot.value(), tensor).addTarget(slot.assignment());
            });
            runner.run().close();
        } finally {
            tensors.forEach(Tensor::close);
        }
    }

    private static Tensor tensor(String name, Shape shape, float[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException("expected " + shape.size() + " values of the variable " + name + shape
                    + ", found " + values.length);
        }
        return TFloat32.tensorOf(shape, DataBuffers.of(values));
    }

    private Slot slot(String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("expected one of the variables " + slots.keySet() + ", found " + name);
        }
        return slot;
    }
}
