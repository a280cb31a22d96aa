package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/** Makes the layers of one player, whose name begins the names of all their parameters. */
public final class Layers {

    private final String player;
    private final Map<String, Integer> made = new HashMap<>();

    public Layers(String player) {
        this.player = Objects.requireNonNull(player, "player");
    }

    /** A parameter outside any of the ready-made layers, named {@code player.name}. */
    public Parameter parameter(String name, Initializer initializer, long... shape) {
        return new Parameter(player + "." + name, Shape.of(shape), initializer);
    }

    /**
     * {@code x kernel + bias}: float32[rows, inputs] to float32[rows, outputs]. The kernel starts uniform in
     * &plusmn;1/sqrt(inputs) (LeCun et al., 1998), the bias at zero.
     */
    public KernelLayer dense(int inputs, int outputs) {
        return dense(inputs, outputs, Initializer.uniform(1 / Math.sqrt(inputs)));
    }

    /** The same with another start of the kernel. */
    public KernelLayer dense(int inputs, int outputs, Initializer start) {
        String name = numbered("dense");
        return new Dense(
                parameter(name + ".kernel", start, inputs, outputs),
                parameter(name + ".bias", Initializer.zeros(), outputs));
    }

    /**
     * Convolution with zeros around: float32[rows, H, W, inputs] to float32[rows, ceil(H / stride), ceil(W / stride),
     * outputs] (LeCun et al., 1998).
     *
     * @param size height and width of the kernel
     * @param start of the kernel; the bias starts at zero
     */
    public KernelLayer conv(int inputs, int outputs, int size, int stride, Initializer start) {
        String name = numbered("conv");
        return new Conv2d(
                parameter(name + ".kernel", start, size, size, inputs, outputs),
                parameter(name + ".bias", Initializer.zeros(), outputs),
                stride);
    }

    /**
     * Transposed convolution: float32[rows, H, W, inputs] to float32[rows, H stride, W stride, outputs] (Zeiler et al., 2010).
     *
     * @param size height and width of the kernel; a multiple of the stride makes no checkerboards
     * @param start of the kernel; the bias starts at zero
     */
    public KernelLayer transposedConv(int inputs, int outputs, int size, int stride, Initializer start) {
        String name = numbered("transposed-conv");
        return new TransposedConv2d(
                parameter(name + ".kernel", start, size, size, outputs, inputs),
                parameter(name + ".bias", Initializer.zeros(), outputs),
                stride);
    }

    /**
     * Resize-convolution: each pixel becomes four, then a convolution. float32[rows, H, W, inputs] to float32[rows, 2 H, 2 W,
     * outputs] (Odena et al., "Deconvolution and Checkerboard Artifacts", 2016).
     */
    public Layer resizeConv(int inputs, int outputs, int size, Initializer start) {
        return Network.of(new Upsampling(), conv(inputs, outputs, size, 1, start));
    }

    /** Each pixel becomes four: float32[rows, H, W, channels] to float32[rows, 2 H, 2 W, channels]. */
    public Layer upsampling() {
        return new Upsampling();
    }

    /** Mean of each square of four pixels; a side of odd length gets zeros at its end first. */
    public Layer meanPooling() {
        return new MeanPooling();
    }

    /** float32[rows, ...] to float32[rows, shape]. */
    public Layer reshape(Shape shape) {
        return (pass, x) -> pass.tf().reshape(x, pass.tf().constant(shape.prepend(-1)));
    }

    /** {@code x}. */
    public Layer identity() {
        return (pass, x) -> x;
    }

    /** The upper left part: float32[rows, H, W, channels] to float32[rows, height, width, channels]. */
    public Layer crop(int height, int width) {
        return (pass, x) -> x.shape().get(1) == height && x.shape().get(2) == width
                ? x
                : pass.tf().slice(x, pass.tf().constant(new int[4]), pass.tf().constant(new int[] {-1, height, width, -1
                }));
    }

    /** Spectral normalization of a layer (Miyato et al., 2018). */
    public Layer spectralNorm(KernelLayer inner) {
        Shape kernel = inner.kernel().shape();
        return new SpectralNorm(
                inner,
                parameter(
                        numbered("spectral-norm") + ".vector",
                        Initializer.normal(1),
                        1,
                        kernel.get(kernel.numDimensions() - 1)));
    }

    /** {@code inner(x) + x} (He et al., 2016). */
    public Layer residual(Layer inner) {
        return new Residual(inner, identity());
    }

    /** {@code inner(x) + shortcut(x)}. */
    public Layer residual(Layer inner, Layer shortcut) {
        return new Residual(inner, shortcut);
    }

    /** One more channel, the deviation over the batch (Karras et al., 2018). Rows of a batch are no longer independent. */
    public Layer minibatchDeviation() {
        return new MinibatchDeviation();
    }

    /** Every {@link Augmentation} in front of a critic, of images in [-1, 1]. */
    public Layer augmentation() {
        return new Augmentation(List.of(Augmentation.Kind.values()));
    }

    /** {@code [x, condition]}: float32[rows, width] to float32[rows, width + C] (Mirza and Osindero, 2014). */
    public Layer besideCondition() {
        return (pass, x) -> new TensorMath(pass.tf()).joinColumns(List.of(x, pass.condition()));
    }

    /** The condition as one more channel of float32[rows, height, width, channels], by a dense layer. */
    public Layer conditionChannel(int condition, int height, int width) {
        return new ConditionChannel(dense(condition, height * width));
    }

    /**
     * {@code score(x) + embedding(condition) . x}: float32[rows, features] to float32[rows, 1] (Miyato and Koyama, "cGANs with
     * Projection Discriminator", 2018).
     */
    public Layer projectionScore(Layer score, Layer embedding) {
        return new ProjectionScore(score, embedding);
    }

    /** The same of dense layers, the embedding starting at zero; without condition the score alone. */
    public Layer projectionScore(int features, int condition) {
        Layer score = dense(features, 1);
        return condition == 0 ? score : new ProjectionScore(score, embedding(condition, features, Initializer.zeros()));
    }

    /** {@code condition kernel}: float32[rows, C] to float32[rows, features]; the kernel starts normal. */
    public KernelLayer embedding(int condition, int features) {
        return embedding(condition, features, Initializer.normal(1 / Math.sqrt(features)));
    }

    private KernelLayer embedding(int condition, int features, Initializer start) {
        return new Embedding(parameter(numbered("embedding") + ".kernel", start, condition, features));
    }

    /** Batch normalization over float32[rows, ..., channels] (Ioffe and Szegedy, 2015). */
    public Layer batchNorm(int channels) {
        String name = numbered("batch-norm");
        return new BatchNorm(
                parameter(name + ".gain", Initializer.ones(), channels),
                parameter(name + ".bias", Initializer.zeros(), channels),
                moments(name, channels));
    }

    /**
     * Batch normalization over float32[rows, H, W, channels], gain and bias following from the condition (Dumoulin et al.,
     * 2017).
     *
     * @param condition its width, C
     */
    public Layer conditionalBatchNorm(int condition, int channels) {
        String name = numbered("conditional-batch-norm");
        return new ConditionalBatchNorm(
                parameter(name + ".gains", Initializer.zeros(), condition, channels),
                parameter(name + ".biases", Initializer.zeros(), condition, channels),
                moments(name, channels));
    }

    private BatchMoments moments(String name, int channels) {
        return new BatchMoments(
                parameter(name + ".moving-mean", Initializer.zeros(), 1, channels),
                parameter(name + ".moving-variance", Initializer.ones(), 1, channels));
    }

    /** Instance normalization over float32[rows, H, W, channels] (Ulyanov et al., 2016). */
    public Layer instanceNorm(int channels) {
        String name = numbered("instance-norm");
        return new InstanceNorm(
                parameter(name + ".gain", Initializer.ones(), channels),
                parameter(name + ".bias", Initializer.zeros(), channels));
    }

    /** Layer normalization over float32[rows, width] (Ba et al., 2016). */
    public Layer layerNorm(int width) {
        String name = numbered("layer-norm");
        return new LayerNorm(
                parameter(name + ".gain", Initializer.ones(), width),
                parameter(name + ".bias", Initializer.zeros(), width));
    }

    /** {@code x} where positive, {@code slope x} elsewhere (Maas et al., 2013). */
    public Layer leakyRelu(double slope) {
        return (pass, x) -> new TensorMath(pass.tf()).leakyRelu(x, slope);
    }

    /** {@code max(0, x)}, twice differentiable. */
    public Layer relu() {
        return (pass, x) -> new TensorMath(pass.tf()).positivePart(x);
    }

    /** Each element is dropped with the given probability in training, the others scaled up (Srivastava et al., 2014). */
    public Layer dropout(double probability) {
        return new Dropout(probability);
    }

    /**
     * {@code [inner(x), x]}: the block's output beside its input, float32[rows, inner's width + x's width], as in
     * CTGAN's generator (Xu et al., 2019).
     */
    public Layer concatBlock(Layer... inner) {
        return new ConcatBlock(Network.of(inner));
    }

    /**
     * {@code (x A + a) (x B + b)}, element by element: float32[rows, inputs] to float32[rows, outputs]. Each output is a
     * sum over all pairs of inputs with weights of rank one, as in a factorization machine (Rendle, 2010).
     */
    public Layer products(int inputs, int outputs) {
        return new Product(dense(inputs, outputs), dense(inputs, outputs));
    }

    /** {@code [first(x), second(x), ...]}: float32[rows, sum of the layers' widths]. */
    public Layer parallel(Layer... layers) {
        return new Parallel(List.of(layers));
    }

    private String numbered(String kind) {
        return kind + "-" + made.merge(kind, 1, Integer::sum);
    }
}
