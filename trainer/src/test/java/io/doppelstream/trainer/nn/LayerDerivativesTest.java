package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.DerivativeCheck;
import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.nn.Augmentation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

class LayerDerivativesTest {

    private static final int ROWS = 4;
    private static final int WIDTH = 3;
    private static final int HEIGHT = 3;
    private static final int BREADTH = 4;
    private static final int CLASSES = 2;
    /** Of the power iteration, until its vector stands still: only then is a singular value's derivative what the layer says. */
    private static final int ITERATIONS = 100;

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

    static Stream<Arguments> imageLayers() {
        Layers layers = new Layers("player");
        Initializer any = Initializer.zeros();
        return Stream.of(
                Arguments.of("convolution", layers.conv(2, 3, 3, 1, any)),
                Arguments.of("strided convolution", layers.conv(2, 3, 4, 2, any)),
                Arguments.of("transposed convolution", layers.transposedConv(2, 3, 4, 2, any)),
                Arguments.of("resize-convolution", layers.resizeConv(2, 1, 3, any)),
                Arguments.of("mean pooling", layers.meanPooling()),
                Arguments.of("crop", layers.crop(2, 3)),
                Arguments.of("reshape", layers.reshape(Shape.of(6, 4))),
                Arguments.of("batch norm", layers.batchNorm(2)),
                Arguments.of("conditional batch norm", layers.conditionalBatchNorm(CLASSES, 2)),
                Arguments.of("instance norm", layers.instanceNorm(2)),
                Arguments.of("spectral norm of a convolution", layers.spectralNorm(layers.conv(2, 3, 3, 1, any))),
                Arguments.of("minibatch deviation", layers.minibatchDeviation()),
                Arguments.of(
                        "residual",
                        layers.residual(
                                Network.of(layers.instanceNorm(2), layers.conv(2, 3, 3, 1, any), layers.meanPooling()),
                                Network.of(layers.conv(2, 3, 1, 1, any), layers.meanPooling()))),
                Arguments.of("condition as a channel", layers.conditionChannel(CLASSES, HEIGHT, BREADTH)),
                Arguments.of(
                        "projection",
                        Network.of(
                                layers.reshape(Shape.of(2 * HEIGHT * BREADTH)),
                                layers.projectionScore(2 * HEIGHT * BREADTH, CLASSES))),
                Arguments.of("brightness and contrast", new Augmentation(List.of(Kind.BRIGHTNESS, Kind.CONTRAST))),
                Arguments.of("translation", new Augmentation(List.of(Kind.TRANSLATION))),
                Arguments.of("cutout", new Augmentation(List.of(Kind.CUTOUT))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("imageLayers")
    void shouldHaveTheRightFirstDerivativeOnImagesWhenComparedWithFiniteDifferences(String name, Layer layer) {
        Parameter x = new Parameter("x", Shape.of(2, HEIGHT, BREADTH, 2), Initializer.zeros());
        DerivativeCheck.assertFirstDerivative(arguments(x, layer), 5, objective(x, layer));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("imageLayers")
    void shouldHaveTheRightSecondDerivativeOnImagesWhenComparedWithFiniteDifferences(String name, Layer layer) {
        Parameter x = new Parameter("x", Shape.of(2, HEIGHT, BREADTH, 2), Initializer.zeros());
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
            Weights given = parameter -> parameter.name().endsWith(".vector")
                    ? singularVector(tf, weights.of(layer.parameters().get(0)), parameter.size())
                    : weights.of(parameter);
            Pass pass = new Pass(tf, Mode.TRAINING, given, seeds, Statistics.ignored())
                    .withCondition(tf.constant(new float[][] {{1, 0}, {0, 1}}));
            Operand<TFloat32> y = layer.apply(pass, weights.of(x));
            Operand<TFloat32> square = tf.math.square(y);
            return math.mean(math.add(square, math.scale(1.0 / 3, math.multiply(square, y))));
        };
    }

    /** Of the largest singular value of a kernel as a matrix, float32[1, outputs]. */
    private static Operand<TFloat32> singularVector(Ops tf, Operand<TFloat32> kernel, int outputs) {
        Operand<TFloat32> matrix = tf.reshape(kernel, tf.constant(new int[] {-1, outputs}));
        Operand<TFloat32> square = tf.linalg.matMul(matrix, matrix, MatMul.transposeA(true));
        Operand<TFloat32> vector = tf.ones(tf.constant(new int[] {1, outputs}), TFloat32.class);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            Operand<TFloat32> next = tf.linalg.matMul(vector, square);
            vector = tf.math.div(next, tf.math.sqrt(new TensorMath(tf).sum(tf.math.square(next))));
        }
        return vector;
    }
}
