package io.doppelstream.trainer.graph;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The values of parameters at one moment, in Java's memory. */
public final class WeightSnapshot {

    private final Map<Parameter, float[]> values;

    private WeightSnapshot(Map<Parameter, float[]> values) {
        this.values = values;
    }

    /** Reads the parameters' values, as the given weights hold them. */
    public static WeightSnapshot take(Session session, Weights weights, Collection<Parameter> parameters) {
        Map<Parameter, float[]> values = new LinkedHashMap<>();
        List<Parameter> distinct = List.copyOf(new LinkedHashSet<>(parameters));
        Session.Runner runner = session.runner();
        distinct.forEach(parameter -> runner.fetch(weights.of(parameter)));
        try (Result result = runner.run()) {
            for (int index = 0; index < distinct.size(); index++) {
                float[] copy = new float[distinct.get(index).size()];
                ((TFloat32) result.get(index)).asRawTensor().data().asFloats().read(copy);
                values.put(distinct.get(index), copy);
            }
        }
        return new WeightSnapshot(values);
    }

    /** A copy of one parameter's values in row-major order. */
    public float[] values(Parameter parameter) {
        float[] found = values.get(parameter);
        if (found == null) {
            throw new IllegalArgumentException("expected a parameter of this snapshot, found " + parameter);
        }
        return found.clone();
    }

    /** These values as constants of another graph. */
    public Weights constants(Ops tf) {
        Map<Parameter, Operand<TFloat32>> constants = new LinkedHashMap<>();
        return parameter -> constants.computeIfAbsent(
                parameter, missing -> tf.constant(missing.shape(), DataBuffers.of(values(missing))));
    }

    /** The first parameter that holds a NaN or an infinity. */
    public Optional<Parameter> firstNotFinite() {
        return values.keySet().stream()
                .filter(parameter -> !allFinite(values.get(parameter)))
                .findFirst();
    }

    /** Whether both hold the same bits, parameter by parameter in order, whatever the parameters' identities. */
    public boolean sameBits(WeightSnapshot other) {
        return Arrays.deepEquals(
                values.values().toArray(), other.values.values().toArray());
    }

    private static boolean allFinite(float[] array) {
        for (float value : array) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
