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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A step of a convolutional GAN on images of 28 by 28, batch 64. */
@State(Scope.Benchmark)
@OperationsPerInvocation(ImageTrainingStepBenchmark.STEPS)
public class ImageTrainingStepBenchmark extends StepBenchmark {

    static final int STEPS = 40;
    private static final int IMAGES = 2000;

    /** A kind whose players move in one run. */
    @Param("dcgan")
    public String kind;

    public ImageTrainingStepBenchmark() {
        super(STEPS);
    }

    @Setup(Level.Trial)
    public void draw() {
        SampleKind config = (SampleKind) GanConfig.of(kind);
        TrainingImages data = TrainingImages.of(noise(), config);
        TrainingGraph graph = new TrainingGraph(SEED);
        DrawnSamples drawn = config.draw(graph, ImageSpace.draw(graph, data.images(), data.batchRows()));
        prepare(
                graph,
                drawn.plan(),
                ExecutionConfig.forImages(),
                new ImageBatches(data.images(), data.batchRows(), SEED));
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
}
