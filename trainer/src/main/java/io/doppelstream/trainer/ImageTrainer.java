package io.doppelstream.trainer;

import io.doppelstream.model.data.Table;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.evaluate.image.ImageClassifier;
import io.doppelstream.trainer.gan.DrawnSamples;
import io.doppelstream.trainer.gan.ImageBatches;
import io.doppelstream.trainer.gan.ImageSpace;
import io.doppelstream.trainer.gan.SampleKind;
import io.doppelstream.trainer.gan.TrainingImages;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.VariableValues;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.image.GridFolder;
import io.doppelstream.trainer.image.ImageSampler;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.validate.ImageValidation;
import io.doppelstream.trainer.validate.ValidationSlice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.tensorflow.Session;

/**
 * From images to a model package, as {@link TabularTrainer} does it for tables: split, train, export, evaluate. A classifier
 * of the training images comes first, by whose features the model is measured on the way and at the end. With a budget of steps
 * the published weights are a function of images, configuration and seed, to the bit on one kind of processor, however often the training was
 * stopped and resumed.
 */
public final class ImageTrainer {

    private static final int ESTIMATION_BATCHES = 100;
    /** Told apart from the seed of the training batches. */
    private static final long ESTIMATION_SEED_OFFSET = 0x5DEECE66DL;

    private final TrainingConfig config;
    private final SampleKind kind;
    private final TrainingListener listener;
    private final StopSignal stop;

    public ImageTrainer(TrainingConfig config) {
        this(config, TrainingListener.silent(), StopSignal.never());
    }

    /**
     * A trainer.
     *
     * @param config of a kind that learns images
     * @param listener told how it goes
     * @param stop asked between steps whether to stop; an interrupt of the thread stops it too
     */
    public ImageTrainer(TrainingConfig config, TrainingListener listener, StopSignal stop) {
        if (!(config.gan() instanceof SampleKind sampleKind)) {
            throw new IllegalArgumentException("Expected a GAN kind that learns images, found "
                    + config.gan().kind() + ", which learns tables");
        }
        if (config.privacy().isPresent()) {
            throw new IllegalArgumentException("Expected a table for a differentially private training, found images");
        }
        this.config = config;
        this.kind = sampleKind;
        this.listener = listener;
        this.stop = stop;
    }

    /**
     * Trains on a part of the images, the rest being set aside for the figures.
     *
     * @param images all of them
     * @param directory where the package will be; must not exist. Grids of generated images go to {@code directory.grids}
     */
    public TrainingResult train(ImageSet images, Path directory) throws IOException {
        Table.Split split = images.table().split(config.holdoutShare(), config.seed());
        return train(ImageSet.of(split.first()), ImageSet.of(split.second()), directory);
    }

    /**
     * Trains on all of the images.
     *
     * @param holdout images that the figures are measured against; if it is empty, the training images are
     */
    public TrainingResult train(ImageSet training, ImageSet holdout, Path directory) throws IOException {
        PackageFolder.requireFree(directory);
        Table table = training.table();
        ValidationSlice slice = ValidationSlice.of(table, config.seed());
        TrainingSource.Provenance provenance =
                new TrainingSource.Provenance(slice.training().rows(), Optional.empty(), DataFingerprint.of(table));
        Checkpoints checkpoints =
                new Checkpoints(config.checkpoints(), directory, TrainingIdentity.of(config, provenance));
        long start = System.nanoTime();
        try (ImageClassifier classifier = ImageClassifier.train(training, config.execution())) {
            LoopPosition from = checkpoints.resumed().isPresent()
                    ? checkpoints.resumed().get().position()
                    : LoopPosition.start().after(start);
            TrainingResult result = train(
                    new ImagePackageWriter(config, directory, provenance, training, holdout, slice.rows(), classifier),
                    TrainingImages.of(ImageSet.of(slice.training()), kind),
                    ImageSet.of(slice.reference()),
                    from,
                    checkpoints,
                    GridFolder.beside(directory));
            if (result instanceof TrainingResult.Interrupted interrupted) {
                return new TrainingResult.Interrupted(interrupted.steps(), checkpoints.place());
            }
            checkpoints.delete();
            return result;
        }
    }

    private TrainingResult train(
            ImagePackageWriter writer,
            TrainingImages data,
            ImageSet reference,
            LoopPosition from,
            Checkpoints checkpoints,
            GridFolder grids)
            throws IOException {
        try (TrainingGraph graph = new TrainingGraph(config.seed())) {
            DrawnSamples drawn = kind.draw(graph, ImageSpace.draw(graph, data.images(), data.batchRows()));
            TrainingLoop loop = new TrainingLoop(graph, drawn.plan());
            ImageSampler sampler = new ImageSampler(graph.tf(), data, drawn.generator(), drawn.servingWeights());
            VariableValues values = new VariableValues(graph);
            ImageBatches estimation =
                    new ImageBatches(data.images(), data.batchRows(), config.seed() + ESTIMATION_SEED_OFFSET);
            try (Session session = graph.open(config.execution())) {
                SupervisedTraining.Outcome outcome = new SupervisedTraining(config, listener, stop, checkpoints)
                        .run(
                                session,
                                loop,
                                new ImageBatches(data.images(), data.batchRows(), config.seed()),
                                from,
                                new ImageValidation(
                                        drawn,
                                        sampler,
                                        estimation,
                                        writer.classifier(),
                                        reference,
                                        grids,
                                        config.seed()),
                                values,
                                values.names(
                                        drawn.servingWeights(),
                                        drawn.generator().published()));
                if (outcome instanceof SupervisedTraining.Failed failed) {
                    return failed.result();
                }
                SupervisedTraining.Complete complete = (SupervisedTraining.Complete) outcome;
                long start = System.nanoTime();
                drawn.estimation().ifPresent(measured -> measured.run(session, estimation, ESTIMATION_BATCHES));
                WeightSnapshot weights = WeightSnapshot.take(
                        session, drawn.servingWeights(), drawn.generator().published());
                TrainingSummary summary = new TrainingSummary(
                        complete.ending(),
                        complete.end().rounds(),
                        complete.publishedStep(),
                        writer.validationRows(),
                        EncoderChoices.NONE,
                        complete.evaluations(),
                        complete.end().elapsed(),
                        Duration.ZERO);
                TrainingResult result =
                        writer.write(data, drawn.generator(), weights, summary, complete.reports(), grids, stop);
                return result instanceof TrainingResult.TrainedImages written
                        ? written.withAfterwards(Duration.ofNanos(System.nanoTime() - start))
                        : result;
            }
        }
    }
}
