package io.doppelstream.benchmarks;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.trainer.gan.DrawnSamples;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.gan.ImageBatches;
import io.doppelstream.trainer.gan.ImageSpace;
import io.doppelstream.trainer.gan.SampleKind;
import io.doppelstream.trainer.gan.TrainingImages;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.train.Batch;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A step of a convolutional GAN on images of 28 by 28, batch 64: as the training loop takes it (batches prepared
 * on another thread, rates, reports, the check of the weights at the end), and as the bare session takes it on the very
 * same graph with feeds that were prepared before. Their ratio is what the loop costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 10)
@Fork(1)
public class ImageTrainingStepBenchmark {

    private static final int IMAGES = 2000;
    private static final int STEPS = 40;
    private static final int PREPARED = 20;
    private static final long SEED = 1;
    /** Learning rate, powers of beta1 and beta2, rate of the average. */
    private static final float[] RATES = {1e-3f, 0, 0.9f, 0.001f};

    /** A kind whose players move in one run. */
    @Param("dcgan")
    public String kind;

    private TrainingGraph graph;
    private Session session;
    private TrainingLoop loop;
    private ImageBatches batches;
    private final List<Batch> prepared = new ArrayList<>();
    private final List<GraphOperation> rates = new ArrayList<>();
    private GraphOperation step;

    /** Draws the graph, and prepares the bare session's feeds. */
    @Setup(Level.Trial)
    public void draw() {
        SampleKind config = (SampleKind) GanConfig.of(kind);
        TrainingImages data = TrainingImages.of(noise(), config);
        graph = new TrainingGraph(SEED);
        DrawnSamples drawn = config.draw(graph, ImageSpace.draw(graph, data.images(), data.batchRows()));
        loop = new TrainingLoop(graph, drawn.plan());
        session = graph.open(ExecutionConfig.forImages());
        batches = new ImageBatches(data.images(), data.batchRows(), SEED);
        for (int number = 0; number < PREPARED; number++) {
            prepared.add(batches.batch(number));
        }
        findInputs();
    }

    private static ImageSet noise() {
        Random random = new Random(SEED);
        ImageShape shape = new ImageShape(28, 28, 1);
        byte[] pixels = new byte[IMAGES * shape.size()];
        random.nextBytes(pixels);
        return new ImageSet(
                shape,
                pixels,
                List.of("even", "odd"),
                IntStream.range(0, IMAGES).map(image -> image % 2).toArray());
    }

    /** The loop draws last, one update after another, and ends with the operation that depends on all of them. */
    private void findInputs() {
        for (Iterator<GraphOperation> each = ((Graph) graph.tf().scope().env()).operations(); each.hasNext(); ) {
            GraphOperation operation = each.next();
            if (operation.type().equals("NoOp")) {
                step = operation;
            } else if (operation.type().equals("Placeholder")
                    && operation.output(0).shape().equals(Shape.of(RATES.length))) {
                rates.add(operation);
            }
        }
    }

    /** Frees what is native. */
    @TearDown(Level.Trial)
    public void close() {
        prepared.forEach(Batch::close);
        session.close();
        graph.close();
    }

    /** The loop of the trainer. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public TrainingOutcome loop() {
        return loop.run(session, batches, Budget.steps(STEPS), TrainingListener.silent(), StopSignal.never());
    }

    /** The session alone. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void session() {
        for (int number = 0; number < STEPS; number++) {
            try (TInt64 run = TInt64.scalarOf(number);
                    TFloat32 rate = TFloat32.vectorOf(RATES)) {
                Session.Runner runner = session.runner().addTarget(step).feed(graph.step(), run);
                prepared.get(number % PREPARED).feed(runner);
                rates.forEach(placeholder -> runner.feed(placeholder.output(0), rate));
                runner.run().close();
            }
        }
    }
}
