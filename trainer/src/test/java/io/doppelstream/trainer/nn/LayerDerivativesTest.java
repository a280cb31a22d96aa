package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.DerivativeCheck;
import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class LayerDerivativesTest {

    private static final int ROWS = 4;
    private static final int WIDTH = 3;

    static Stream<Arguments> layers() {
        Layers layers = new Layers("player");
        return Stream.of(
                Arguments.of("dense", layers.dense(WIDTH, 2)),
                Arguments.of("leaky ReLU", layers.leakyRelu(0.2)),
                Arguments.of("ReLU", layers.relu()),
                Arguments.of("layer norm", layers.layerNorm(WIDTH)),
                Arguments.of("batch norm", layers.batchNorm(WIDTH)),
                Arguments.of("dropout", layers.dropout(0.4)),
                Arguments.of("products", Network.of(layers.products(WIDTH, 3), layers.layerNorm(3))),
                Arguments.of("parallel", layers.parallel(layers.dense(WIDTH, 2), layers.leakyRelu(0.1))),
                Arguments.of(
                        "concat block",
                        layers.concatBlock(layers.dense(WIDTH, 5), layers.layerNorm(5), layers.leakyRelu(0.1))),
                Arguments.of("two layers", Network.of(layers.dense(WIDTH, 3), layers.relu(), layers.dense(3, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void shouldHaveTheRightFirstDerivativeWhenComparedWithFiniteDifferences(String name, Layer layer) {
        Parameter x = new Parameter("x", Shape.of(ROWS, WIDTH), Initializer.zeros());
        DerivativeCheck.assertFirstDerivative(arguments(x, layer), 5, objective(x, layer));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void shouldHaveTheRightSecondDerivativeWhenComparedWithFiniteDifferences(String name, Layer layer) {
        Parameter x = new Parameter("x", Shape.of(ROWS, WIDTH), Initializer.zeros());
        DerivativeCheck.assertSecondDerivative(arguments(x, layer), 5, objective(x, layer));
    }

    private static List<Parameter> arguments(Parameter x, Layer layer) {
        List<Parameter> arguments = new ArrayList<>(List.of(x));
        arguments.addAll(layer.parameters());
        return arguments;
    }

    /** Mean of {@code y^2 + y^3 / 3}: curved, so that no derivative vanishes. */
    private static DerivativeCheck.ScalarFunction objective(Parameter x, Layer layer) {
        return (tf, weights) -> {
            TensorMath math = new TensorMath(tf);
            Seeds seeds = Seeds.ofInitialization(3);
            Pass pass = new Pass(tf, Mode.TRAINING, weights, seeds, Statistics.ignored());
            Operand<TFloat32> y = layer.apply(pass, weights.of(x));
            Operand<TFloat32> square = tf.math.square(y);
            return math.mean(math.add(square, math.scale(1.0 / 3, math.multiply(square, y))));
        };
    }
}
