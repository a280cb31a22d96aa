package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.condition.CompiledConditions;
import io.doppelstream.model.condition.ConditionOutcome;
import io.doppelstream.model.image.ImageSet;
import io.doppelstream.model.latent.LatentPath;
import io.doppelstream.model.latent.Latents;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.ImageShape;
import io.doppelstream.schemas.ImageRecord;
import io.doppelstream.trainer.TrainingResult.TrainedImages;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.evaluate.image.ImageQuality;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.image.Digits;
import io.doppelstream.trainer.image.GridFolder;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.Validation;
import io.doppelstream.trainer.validate.ValidationConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTrainerTest {

    private static final ImageSet IMAGES = TestImages.darkAndBright(new ImageShape(8, 9, 3), 200, 1);
    private static final long STEPS = 12;

    @TempDir
    Path folder;

    private static TrainingConfig config(GanConfig kind, long steps, Start start) {
        return TrainingConfig.of("images", "1", kind, Budget.steps(steps), 7)
                .withExecution(new ExecutionConfig(2, 2))
                .withChunkSize(250)
                .withValidation(new ValidationConfig(3, 2, 0, 0))
                .withCheckpoints(new CheckpointConfig(start, Duration.ZERO));
    }

    private static GanConfig small(String kind) {
        return GanConfig.of(kind, Map.of(kind.equals("vanilla") ? "hidden" : "channels", 8));
    }

    private static TrainedImages trained(TrainingResult result) {
        assertThat(result).as(result.message()).isInstanceOf(TrainedImages.class);
        return (TrainedImages) result;
    }

    private TrainedImages train(String kind, long steps, ImageSet images, String name) throws IOException {
        return trained(new ImageTrainer(config(small(kind), steps, Start.UNSAVED)).train(images, folder.resolve(name)));
    }

    @Test
    void shouldEndWithTheSameModelWhenStoppedAndResumed() throws IOException {
        TrainedImages undisturbed = train("r3gan-lite", STEPS, IMAGES, "undisturbed");
        AtomicInteger asked = new AtomicInteger();
        StopSignal soon = () -> asked.getAndIncrement() >= 5;
        Path model = folder.resolve("model");
        TrainingResult stopped = new ImageTrainer(
                        config(small("r3gan-lite"), STEPS, Start.NEW), TrainingListener.silent(), soon)
                .train(IMAGES, model);
        assertThat(stopped).isInstanceOf(TrainingResult.Interrupted.class);
        assertThat(stopped.message()).contains("--resume");
        TrainedImages resumed =
                trained(new ImageTrainer(config(small("r3gan-lite"), STEPS, Start.RESUME)).train(IMAGES, model));
        assertThat(resumed.model().manifest().weightsDigest())
                .isEqualTo(undisturbed.model().manifest().weightsDigest());
        assertThat(resumed.quality()).isEqualTo(undisturbed.quality());
        assertThat(GridFolder.beside(model).grids()).hasSize(3);
    }

    @Test
    void shouldServeLabelsAsAskedWhenThePackageIsOpened() throws Exception {
        TrainedImages result = train("dcgan", STEPS, IMAGES, "model");
        ModelPackage model = ModelPackage.open(result.model().directory());
        Manifest manifest = model.manifest();
        assertThat(manifest.kind()).isEqualTo("dcgan");
        assertThat(new Schema.Parser().parse(manifest.recordSchema())).isEqualTo(ImageRecord.getClassSchema());
        assertThat(manifest.signature().takes(Manifest.Signature.TRUNCATION)).isTrue();
        assertThat(manifest.quality()).containsKeys("images.fidRatio", "images.labelAgreement", "images.klToUniform");
        assertThat(Files.readString(model.directory().resolve("report.html")))
                .contains("FID ratio", "How they grew", "Nearest training images", "data:image/png;base64,");
        try (ModelSampler sampler = ModelSampler.open(model)) {
            ImageSet free = ImageSet.of(sampler.sample(300, 1));
            assertThat(free.shape()).isEqualTo(IMAGES.shape());
            assertThat(free.labels()).contains(0).contains(1);
            assertThat(ImageSet.of(sampler.sample(10, 1)).image(3)).isEqualTo(free.image(3));
            ConditionOutcome outcome = sampler.compile(List.of("label = 'bright'"));
            CompiledConditions bright = ((ConditionOutcome.Compiled) outcome).conditions();
            assertThat(ImageSet.of(sampler.sample(300, bright, 1)).labels()).containsOnly(1);
            ImageSet wide = ImageSet.of(sampler.sample(100, bright, 1, Latents.of(3.0, null)));
            ImageSet narrow = ImageSet.of(sampler.sample(100, bright, 1, Latents.of(0.01, null)));
            assertThat(differences(narrow)).isLessThan(differences(wide));
            int width = manifest.signature().width(Manifest.Signature.LATENT);
            LatentPath path = LatentPath.drawn(2, width, 5);
            ImageSet way = ImageSet.of(sampler.sample(21, bright, 1, Latents.of(null, path)));
            assertThat(ImageSet.of(sampler.sample(21, bright, 2, Latents.of(null, path)))
                            .pixels())
                    .as("of no seed once label and latent are given")
                    .isEqualTo(way.pixels());
            assertThat(way.image(20)).isNotEqualTo(way.image(0));
            assertThat(differences(way)).isLessThan(differences(wide) / 5);
        }
    }

    /** Sum of absolute differences between neighbours in the set. */
    private static long differences(ImageSet images) {
        long sum = 0;
        int size = images.shape().size();
        for (int at = size; at < images.pixels().length; at++) {
            sum += Math.abs((images.pixels()[at] & 0xFF) - (images.pixels()[at - size] & 0xFF));
        }
        return sum;
    }

    @Test
    void shouldHaveNoLabelsWhenTheKindOrTheImagesHaveNone() throws IOException {
        TrainedImages vanilla = train("vanilla", 3, IMAGES, "vanilla");
        assertThat(vanilla.model().manifest().schema().columns())
                .extracting(Column::name)
                .containsExactly("image");
        assertThat(vanilla.quality().coverage()).isPresent();
        assertThat(vanilla.quality().labelAgreement()).isEmpty();
        TrainedImages unlabelled = train("dcgan", 3, TestImages.unlabelled(IMAGES), "unlabelled");
        assertThat(unlabelled.model().manifest().schema().columns())
                .extracting(Column::name)
                .containsExactly("image");
        assertThat(unlabelled.quality().coverage()).isEmpty();
        assertThat(unlabelled.quality().fidRatio()).isPositive();
    }

    @Test
    void shouldSayThatItCollapsedWhenAllImagesAreAlike() throws IOException {
        ImageSet digits = Digits.load().subset(IntStream.range(0, 300).toArray());
        TrainedImages untrained = train("dcgan", 1, digits, "model");
        assertThat(untrained.quality().collapse()).isNotEmpty();
        assertThat(untrained.message()).contains("MODE COLLAPSE").contains("--force");
        assertThat(untrained.model().manifest().quality()).containsEntry(ImageQuality.COLLAPSED, 1.0);
    }

    @Test
    void shouldImproveWhenTrainedOnTheDigits() throws IOException {
        TrainedImages result = trained(new ImageTrainer(config(GanConfig.of("conditional"), 900, Start.UNSAVED)
                        .withValidation(new ValidationConfig(3, 2, 0, 0)))
                .train(Digits.load(), folder.resolve("digits")));
        List<Validation> evaluations = result.summary().evaluations();
        assertThat(evaluations.get(2).quality())
                .isGreaterThan(evaluations.get(0).quality());
        assertThat(result.quality().classifierAccuracy().orElseThrow()).isGreaterThan(0.96);
        assertThat(result.quality().labelAgreement().orElseThrow()).isGreaterThan(0.8);
        assertThat(result.quality().coverage().orElseThrow().covered()).isEqualTo(10);
        assertThat(result.quality().collapse()).isEmpty();
    }

    @Test
    void shouldRefuseAKindThatLearnsTablesAlone() {
        TrainingConfig config = config(GanConfig.of("tabular"), 1, Start.UNSAVED);
        assertThatThrownBy(() -> new ImageTrainer(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected a GAN kind that learns images, found tabular");
    }
}
