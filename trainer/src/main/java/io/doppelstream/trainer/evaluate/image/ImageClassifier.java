package io.doppelstream.trainer.evaluate.image;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.trainer.gan.ImageBatches;
import io.doppelstream.trainer.gan.ImageSpace;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.nn.Layer;
import io.doppelstream.trainer.nn.Layers;
import io.doppelstream.trainer.nn.Network;
import io.doppelstream.trainer.nn.Pass;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.LearningRateSchedule;
import io.doppelstream.trainer.train.OptimizerConfig;
import io.doppelstream.trainer.train.Stage;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import io.doppelstream.trainer.train.TrainingPlan;
import io.doppelstream.trainer.train.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A small convolutional network (after LeNet-5, LeCun et al., 1998) that tells the classes of images apart; what its last hidden
 * layer says of an image are the image's features. Images without classes are told apart by how they were turned
 * ({@link TurnedImages}, after Gidaris et al., 2018). A function of the images alone, so that models of the same images are measured by
 * the same features, whatever their own seeds. Owner of its graph.
 */
public final class ImageClassifier implements AutoCloseable {

    /** Width of the features. */
    public static final int FEATURES = 84;

    private static final long SEED = 1;
    private static final int EPOCHS = 40;
    private static final int FEWEST_STEPS = 100;
    private static final int MOST_STEPS = 2000;
    private static final int BATCH = 64;
    private static final int BLOCK = 500;
    private static final int FIRST_CHANNELS = 16;
    private static final int MOST_CHANNELS = 64;
    private static final int LARGEST_BASE = 7;

    private final TrainingGraph graph;
    private final Session session;
    private final ImageShape shape;
    private final boolean labelled;
    private final Placeholder<TUint8> pixels;
    private final Operand<TFloat32> features;
    private final Operand<TFloat32> probabilities;

    private ImageClassifier(ImageSet classified, boolean labelled, ExecutionConfig execution) {
        this.labelled = labelled;
        shape = classified.shape();
        graph = new TrainingGraph(SEED);
        int classes = classified.classes().size();
        Ops tf = graph.tf();
        Layers layers = new Layers("classifier");
        Layer body = body(layers, shape);
        Layer head = layers.dense(FEATURES, classes);
        ImageSpace training = ImageSpace.draw(graph, classified, BATCH);
        Pass pass = Pass.training(graph);
        Operand<TFloat32> logits = head.apply(pass, body.apply(pass, training.real()));
        Update update = new Update(
                "classifier",
                crossEntropy(tf, logits, training.condition()),
                Network.of(body, head).parameters(),
                OptimizerConfig.adam(2e-3, 0.9, 0.999).withSchedule(new LearningRateSchedule.Cosine(0.02)));
        TrainingLoop loop = new TrainingLoop(
                graph,
                new TrainingPlan(
                        List.of(new Stage("classifier", 1, Stage.Order.SIMULTANEOUS, List.of(update))),
                        Optional.empty()));
        pixels = tf.placeholder(
                TUint8.class, Placeholder.shape(Shape.of(-1, shape.height(), shape.width(), shape.channels())));
        Pass inference = Pass.inference(tf, graph.variables(), graph.noise());
        features = body.apply(inference, ImageSpace.fromPixels(tf, pixels));
        probabilities = tf.nn.softmax(head.apply(inference, features));
        session = graph.open(execution);
        TrainingOutcome outcome = loop.run(
                session,
                new ImageBatches(classified, BATCH, SEED),
                Budget.steps(steps(classified.size())),
                TrainingListener.silent(),
                StopSignal.never());
        if (!(outcome instanceof TrainingOutcome.Trained)) {
            close();
            throw new IllegalStateException("expected a trained classifier, found " + outcome);
        }
    }

    private static int steps(int images) {
        return Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, (int) ((long) EPOCHS * images / BATCH)));
    }

    /** Trains a classifier. */
    public static ImageClassifier train(ImageSet images, ExecutionConfig execution) {
        return new ImageClassifier(images.labelled() ? images : TurnedImages.of(images), images.labelled(), execution);
    }

    /** Convolutions of 3 by 3 and pooling, until the short side is 7 at most, twice at least; a dense layer. */
    private static Layer body(Layers layers, ImageShape shape) {
        List<Layer> stack = new ArrayList<>();
        int height = shape.height();
        int width = shape.width();
        int inputs = shape.channels();
        for (int level = 0; level < 2 || Math.min(height, width) > LARGEST_BASE; level++) {
            int outputs = Math.min(MOST_CHANNELS, FIRST_CHANNELS << level);
            stack.add(layers.conv(inputs, outputs, 3, 1, Initializer.he(9 * inputs)));
            stack.add(layers.relu());
            stack.add(layers.meanPooling());
            height = (height + 1) / 2;
            width = (width + 1) / 2;
            inputs = outputs;
        }
        int flat = height * width * inputs;
        stack.add(layers.reshape(Shape.of(flat)));
        stack.add(layers.dense(flat, FEATURES));
        stack.add(layers.relu());
        return new Network(stack);
    }

    private static Operand<TFloat32> crossEntropy(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> oneHot) {
        TensorMath math = new TensorMath(tf);
        return math.scale(-1.0 / BATCH, math.sum(math.multiply(oneHot, tf.nn.logSoftmax(logits))));
    }

    /** Whether it tells the classes of the images apart, not how they were turned. */
    public boolean labelled() {
        return labelled;
    }

    /** What it makes of images of its shape. */
    public SeenImages see(byte[] images) {
        int count = images.length / shape.size();
        float[][] seen = new float[count][];
        float[][] classes = new float[count][];
        for (int first = 0; first < count; first += BLOCK) {
            int rows = Math.min(BLOCK, count - first);
            try (TUint8 block = TUint8.tensorOf(
                            Shape.of(rows, shape.height(), shape.width(), shape.channels()),
                            DataBuffers.of(images).slice((long) first * shape.size(), (long) rows * shape.size()));
                    Result result = session.runner()
                            .feed(pixels, block)
                            .fetch(features)
                            .fetch(probabilities)
                            .run()) {
                read((TFloat32) result.get(0), seen, first);
                read((TFloat32) result.get(1), classes, first);
            }
        }
        return new SeenImages(seen, classes);
    }

    private static void read(TFloat32 matrix, float[][] rows, int first) {
        int width = (int) matrix.shape().get(1);
        float[] values = new float[(int) matrix.size()];
        matrix.asRawTensor().data().asFloats().read(values);
        for (int row = 0; row < matrix.shape().get(0); row++) {
            rows[first + row] = Arrays.copyOfRange(values, row * width, (row + 1) * width);
        }
    }

    /** Share of the images whose class it tells right, in [0, 1]. */
    public double accuracy(ImageSet images) {
        return see(images.pixels()).agreement(images.labels());
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
        graph.close();
    }
}
