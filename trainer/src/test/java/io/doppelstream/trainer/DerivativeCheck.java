package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Compares TensorFlow's gradient of a scalar function with central finite differences, element by element. */
public final class DerivativeCheck implements AutoCloseable {

    private static final float STEP = 4e-3f;

    /** A scalar function of named arrays. */
    @FunctionalInterface
    public interface ScalarFunction {
        Operand<TFloat32> apply(Ops tf, Weights weights);
    }

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Map<Parameter, Placeholder<TFloat32>> placeholders = new LinkedHashMap<>();
    private final Map<Parameter, float[]> values = new LinkedHashMap<>();

    private DerivativeCheck(List<Parameter> arguments, long seed) {
        Random random = new Random(seed);
        for (Parameter argument : arguments) {
            placeholders.put(argument, tf.placeholder(TFloat32.class, Placeholder.shape(argument.shape())));
            float[] drawn = new float[argument.size()];
            for (int index = 0; index < drawn.length; index++) {
                drawn[index] = (float) random.nextGaussian();
            }
            values.put(argument, drawn);
        }
    }

    /** Asserts that the function's first derivative by every element of every argument is right. */
    public static void assertFirstDerivative(List<Parameter> arguments, long seed, ScalarFunction function) {
        try (DerivativeCheck check = new DerivativeCheck(arguments, seed)) {
            check.compare(function.apply(check.tf, check.placeholders::get));
        }
    }

    /**
     * Asserts the second derivative: that of the squared norm of the function's gradient by the first argument, which
     * is what a penalty differentiates.
     */
    public static void assertSecondDerivative(List<Parameter> arguments, long seed, ScalarFunction function) {
        try (DerivativeCheck check = new DerivativeCheck(arguments, seed)) {
            TensorMath math = new TensorMath(check.tf);
            Operand<TFloat32> value = function.apply(check.tf, check.placeholders::get);
            Operand<TFloat32> gradient = math.inputGradient(value, check.placeholders.get(arguments.get(0)));
            check.compare(math.mean(check.tf.math.square(gradient)));
        }
    }

    private void compare(Operand<TFloat32> value) {
        List<Output<?>> gradients = tf.gradients(value, placeholders.values()).dy();
        try (Session session =
                new Session(graph, ExecutionConfig.inCallersThread().forDrawnGraph())) {
            int position = 0;
            for (Parameter argument : placeholders.keySet()) {
                float[] exact = evaluate(session, gradients.get(position++), argument.size());
                for (int index = 0; index < exact.length; index++) {
                    double estimate = slope(session, value, values.get(argument), index);
                    assertThat((double) exact[index])
                            .as("derivative by %s at %d", argument, index)
                            .isCloseTo(estimate, within(0.02 * (0.25 + Math.abs(estimate))));
                }
            }
        }
    }

    private double slope(Session session, Operand<TFloat32> value, float[] array, int index) {
        float original = array[index];
        array[index] = original + STEP;
        double above = evaluate(session, value, 1)[0];
        array[index] = original - STEP;
        double below = evaluate(session, value, 1)[0];
        array[index] = original;
        return (above - below) / (2 * STEP);
    }

    private float[] evaluate(Session session, Operand<?> wanted, int size) {
        List<Tensor> fed = new ArrayList<>();
        Session.Runner runner = session.runner().fetch(wanted);
        placeholders.forEach((argument, placeholder) -> {
            TFloat32 tensor = TFloat32.tensorOf(argument.shape(), DataBuffers.of(values.get(argument)));
            fed.add(tensor);
            runner.feed(placeholder, tensor);
        });
        try (Result result = runner.run()) {
            float[] copy = new float[size];
            ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(copy);
            return copy;
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    @Override
    public void close() {
        graph.close();
    }
}
