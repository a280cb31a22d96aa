package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.pack.Manifest;
import io.doppelstream.model.pack.ModelPackage;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.privacy.PrivacyConfig;
import io.doppelstream.trainer.sample.ModelSampler;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateTrainingTest {

    private static final int ROWS = 3000;
    private static final int STEPS = 30;
    private static final long OUTLIER = 987_654_321L;
    private static final PrivacyConfig PRIVACY = PrivacyConfig.of(5, OptionalDouble.empty());

    @TempDir
    static Path folder;

    private static ModelPackage model;
    private static String message;

    @BeforeAll
    static void train() throws IOException {
        Path directory = folder.resolve("model");
        TrainingConfig config = config(Budget.steps(STEPS));
        TrainingResult result = new PrivateTraining(
                        config, PRIVACY, TrainingListener.silent(), StopSignal.never(), new Random(3))
                .train(table(), new PackageWriter(config, directory));
        assertThat(result).as(result.message()).isInstanceOf(TrainingResult.Trained.class);
        model = ((TrainingResult.Trained) result).model();
        message = result.message();
    }

    private static TrainingConfig config(Budget budget) {
        return TrainingConfig.of("people", "1", GanConfig.of("tabular"), budget, 7)
                .withPrivacy(PRIVACY);
    }

    /** One row lives in Solo and earns {@value #OUTLIER}. */
    private static Table table() {
        Random random = new Random(1);
        int[] city = IntStream.range(0, ROWS).map(row -> row % 3 == 0 ? 0 : 2).toArray();
        long[] pay = IntStream.range(0, ROWS)
                .mapToLong(row -> 1000 + random.nextInt(500) + 1000L * city[row])
                .toArray();
        city[5] = 1;
        pay[5] = OUTLIER;
        return new Table(
                new TableSchema(
                        List.of(
                                new Column(
                                        "city",
                                        new ValueType.Text(),
                                        new Role.Categorical(List.of("Bern", "Solo", "Rome")),
                                        false),
                                new Column("pay", new ValueType.Whole(), new Role.Continuous(), true),
                                new Column("plan", new ValueType.Text(), new Role.Constant("basic"), false)),
                        null),
                List.of(new ColumnData.Codes(city), new ColumnData.Longs(pay), new ColumnData.Unlearned(ROWS)));
    }

    @Test
    void shouldPublishTheBudgetAndNoFingerprint() throws Exception {
        Manifest manifest = ModelPackage.open(model.directory()).manifest();
        Manifest.Privacy spent = manifest.training().privacy();
        assertThat(spent.epsilon()).isBetween(4.9, 5.0);
        assertThat(spent.delta()).isEqualTo(0.1 / 2400);
        assertThat(spent.steps()).isEqualTo(STEPS);
        assertThat(spent.noiseMultiplier()).isPositive();
        assertThat(spent.publicFacts()).anyMatch(fact -> fact.contains("constant") && fact.contains("plan"));
        assertThat(spent.notCovered()).contains("quality.json", "report.html");
        assertThat(manifest.training().dataFingerprint()).isNull();
        assertThat(manifest.training().selection()).isNull();
        assertThat(manifest.training().rows()).isEqualTo(2400);
        assertThat(manifest.training().holdoutRows()).isEqualTo(600);
        assertThat(message).contains("epsilon", "delta", "noise multiplier");
    }

    @Test
    void shouldNotHoldWhatOneRowAloneHas() throws IOException {
        String manifest = Files.readString(model.directory().resolve("manifest.json"));
        assertThat(manifest).contains("Bern", "Rome").doesNotContain("Solo", Long.toString(OUTLIER));
        assertThat(model.manifest().schema().column(1).nullable()).isFalse();
        try (ModelSampler sampler = ModelSampler.open(model)) {
            Table sample = sampler.sample(500, 1);
            for (int row = 0; row < sample.rows(); row++) {
                assertThat(sample.column(1).number(row)).isBetween(512.0, 4096.0);
            }
        }
    }

    @Test
    void shouldEstimateTheStepsWhenATimeIsGiven() throws IOException {
        TrainingConfig config = config(Budget.time(Duration.ofSeconds(2)));
        TrainingResult result = new TabularTrainer(config).train(table(), folder.resolve("timed"));
        assertThat(result).as(result.message()).isInstanceOf(TrainingResult.Trained.class);
        Manifest.Privacy spent =
                ((TrainingResult.Trained) result).model().manifest().training().privacy();
        assertThat(spent.steps()).isPositive();
        assertThat(spent.epsilon()).isLessThanOrEqualTo(5);
    }

    @Test
    void shouldRefuseWhatItCannotKeepPrivate() {
        TrainingConfig resumed =
                config(Budget.steps(1)).withCheckpoints(CheckpointConfig.of(CheckpointConfig.Start.RESUME));
        assertThatThrownBy(() -> new TabularTrainer(resumed).train(table(), folder.resolve("resumed")))
                .hasMessageContaining("without --resume");
        TrainingConfig ctgan = TrainingConfig.of("people", "1", GanConfig.of("ctgan"), Budget.steps(1), 7)
                .withPrivacy(PRIVACY);
        assertThatThrownBy(() -> new TabularTrainer(ctgan).train(table(), folder.resolve("ctgan")))
                .hasMessageContaining("kind 'tabular'");
    }
}
