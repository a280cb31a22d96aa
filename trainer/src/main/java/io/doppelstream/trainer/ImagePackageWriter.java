package io.doppelstream.trainer;

import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.marginal.ReferenceMarginal;
import io.doppelstream.model.pack.Digests;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.AvroTypes;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.trainer.evaluate.QualityJson;
import io.doppelstream.trainer.evaluate.image.ImageClassifier;
import io.doppelstream.trainer.evaluate.image.ImageMetrics;
import io.doppelstream.trainer.evaluate.image.ImageQuality;
import io.doppelstream.trainer.export.ImageSignature;
import io.doppelstream.trainer.export.SavedModelWriter;
import io.doppelstream.trainer.gan.SampleGenerator;
import io.doppelstream.trainer.gan.TrainingImages;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.image.GridFolder;
import io.doppelstream.trainer.report.ImageReport;
import io.doppelstream.trainer.report.ReportWriter;
import io.doppelstream.trainer.report.TrainingCourse;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/**
 * Writes the package of an image model. What is interrupted leaves nothing; a collapsed model is written, with what was found in its
 * figures, since a look at its images says more than a sentence.
 *
 * @param training images that the model learned from, those of the slice included
 * @param holdout images of the figures; may be empty
 * @param validationRows images set aside for the evaluations on the way
 * @param classifier of the training images
 */
record ImagePackageWriter(
        TrainingConfig config,
        Path directory,
        TrainingSource.Provenance provenance,
        ImageSet training,
        ImageSet holdout,
        int validationRows,
        ImageClassifier classifier) {

    private static final String SAVED_MODEL_FILE = "saved_model.pb";
    /** Sampled images that a model is judged by. */
    private static final int MOST_IMAGES = 10_000;

    private static final int FEWEST_IMAGES = 2_000;

    TrainingResult write(
            TrainingImages data,
            SampleGenerator generator,
            WeightSnapshot weights,
            TrainingSummary summary,
            List<Progress> losses,
            GridFolder grids,
            StopSignal stop)
            throws IOException {
        try (PackageFolder folder = PackageFolder.create(directory)) {
            Manifest draft = manifest(data, generator.latent(), summary);
            Path savedModel = folder.file(ModelPackage.SAVED_MODEL);
            try (Graph graph = new Graph()) {
                Ops tf = Ops.create(graph);
                ImageSignature signature = new ImageSignature(draft.schema(), draft.codec(), draft.conditions());
                SavedModelWriter.write(
                        savedModel, graph, List.of(signature.draw(tf, weights.constants(tf), generator)));
            }
            ImageSet generated = sample(savedModel, draft);
            ImageSet real = holdout.size() > 0 ? holdout : training;
            ImageQuality quality = ImageMetrics.of(classifier, training, real, generated, config.seed());
            Manifest manifest = draft.withQuality(quality.figures());
            QualityJson.write(folder.file("quality.json"), quality);
            ReportWriter.write(
                    folder.file("report.html"),
                    new ImageReport(
                            manifest,
                            quality,
                            training,
                            real,
                            generated,
                            grids.grids(),
                            new TrainingCourse(
                                    losses,
                                    summary.evaluations(),
                                    summary.publishedStep(),
                                    summary.ending().reason())));
            if (stop.requested() || Thread.currentThread().isInterrupted()) {
                return new TrainingResult.Interrupted(summary.steps(), Optional.empty());
            }
            return new TrainingResult.TrainedImages(folder.complete(manifest), quality, summary);
        }
    }

    /** By the SavedModel itself, as it will be served. */
    private ImageSet sample(Path savedModel, Manifest draft) throws IOException {
        int images = Math.max(FEWEST_IMAGES, Math.min(MOST_IMAGES, training.size()));
        try (ModelSampler sampler = ModelSampler.open(
                savedModel, draft, Digests.of(savedModel.resolve(SAVED_MODEL_FILE)), config.execution())) {
            return ImageSet.of(sampler.sample(images, config.seed()));
        }
    }

    private Manifest manifest(TrainingImages data, int latent, TrainingSummary summary) {
        TableSchema schema = data.schema();
        ImageSignature signature = new ImageSignature(schema, data.codec(), data.conditions());
        return new Manifest(
                Manifest.FORMAT_VERSION,
                config.name(),
                config.version(),
                config.gan().kind(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                schema,
                AvroTypes.recordSchema(schema, config.name()).toString(),
                data.codec(),
                data.conditions(),
                ReferenceMarginal.of(data.images().table()),
                signature.description(latent),
                config.chunkSize(),
                new Manifest.Training(
                        provenance.rows(),
                        holdout.size(),
                        summary.steps(),
                        summary.training().toMillis() / 1000.0,
                        config.seed(),
                        provenance.fingerprint(),
                        TrainingIdentity.configuration(config),
                        PackageWriter.selection(summary),
                        null,
                        null),
                PackageWriter.libraries(),
                Map.of(),
                Map.of());
    }
}
