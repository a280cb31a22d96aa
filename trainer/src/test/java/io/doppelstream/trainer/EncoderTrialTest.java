package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.model.codec.MixtureCodec;
import io.doppelstream.model.codec.QuantileCodec;
import io.doppelstream.model.data.ColumnData;
import io.doppelstream.model.data.Table;
import io.doppelstream.model.schema.Column;
import io.doppelstream.model.schema.Role;
import io.doppelstream.model.schema.TableSchema;
import io.doppelstream.model.schema.ValueType;
import io.doppelstream.trainer.checkpoint.Checkpoint;
import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.checkpoint.CheckpointConfig.Start;
import io.doppelstream.trainer.checkpoint.CheckpointFolder;
import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of a few steps: pilots have a quarter of the budget, 6 steps. */
class EncoderTrialTest {

    private static final int STEPS = 24;
    private static final int PILOT_STEPS = 6;

    @TempDir
    Path folder;

    private final List<Set<String>> trials = new ArrayList<>();
    private final List<EncoderChoices> told = new ArrayList<>();

    private final class Listener implements TrainingListener {
        @Override
        public void onProgress(Progress progress) {}

        @Override
        public void onEncoderTrial(Set<String> columns) {
            trials.add(columns);
        }

        @Override
        public void onEncoders(EncoderChoices choices) {
            told.add(choices);
        }
    }

    /** The columns {@code load}, of two modes, and {@code noise}, of one. */
    private static Table twoModes() {
        Random random = new Random(1);
        double[] load = IntStream.range(0, 400)
                .mapToDouble(row -> random.nextGaussian() + (random.nextBoolean() ? 8 : -8))
                .toArray();
        double[] noise = IntStream.range(0, 400)
                .mapToDouble(row -> random.nextGaussian())
                .toArray();
        return new Table(
                new TableSchema(
                        List.of(
                                new Column("load", new ValueType.Floating(), new Role.Continuous(), false),
                                new Column("noise", new ValueType.Floating(), new Role.Continuous(), false)),
                        null),
                List.of(new ColumnData.Doubles(load), new ColumnData.Doubles(noise)));
    }

    private TrainingResult train(String encoder, Start start, PilotConfig pilots, int stopAfter, Table table)
            throws IOException {
        GanConfig gan = GanConfig.of("tabular", Map.of("encoder", encoder, "hidden", 16, "latent", 8, "batch", 50));
        TrainingConfig config = TrainingConfig.of("modes", "1", gan, Budget.steps(STEPS), 3)
                .withEvaluation(TestTables.quickEvaluation())
                .withCheckpoints(new CheckpointConfig(start, Duration.ZERO));
        AtomicInteger asked = new AtomicInteger();
        StopSignal stop = () -> asked.getAndIncrement() >= stopAfter;
        return new TabularTrainer(config, new Listener(), stop, pilots).train(table, folder.resolve("model"));
    }

    private Checkpoint state(String encoder, Start start, int stopAfter, Table table) throws IOException {
        assertThat(train(encoder, start, pilots(1), stopAfter, table)).isInstanceOf(TrainingResult.Interrupted.class);
        Checkpoint state = CheckpointFolder.of(folder.resolve("model")).load(Map.of());
        CheckpointFolder.of(folder.resolve("model")).delete();
        return state;
    }

    /** @param margin -1: the mixture is always taken; 1: never */
    private static PilotConfig pilots(double margin) {
        return new PilotConfig(0.25, PILOT_STEPS, margin);
    }

    private static void assertSameWeights(Checkpoint found, Checkpoint expected) {
        assertThat(found.position().rounds()).isEqualTo(expected.position().rounds());
        assertThat(found.variables()).containsOnlyKeys(expected.variables().keySet());
        expected.variables()
                .forEach((name, values) ->
                        assertThat(found.variables().get(name)).as(name).isEqualTo(values));
    }

    @Test
    void shouldGoOnWithTheMixtureAndRecordItWhenResumedAfterTheTrial() throws IOException {
        assertThat(train("VALIDATED", Start.NEW, pilots(-1), 2 * PILOT_STEPS + 4, twoModes()))
                .isInstanceOf(TrainingResult.Interrupted.class);
        assertThat(trials).containsExactly(Set.of("load"));
        assertThat(told).hasSize(1);
        assertThat(told.get(0).columns()).hasSize(1).allSatisfy(choice -> {
            assertThat(choice.column()).isEqualTo("load");
            assertThat(choice.quantile()).isBetween(0.1, 1.0);
            assertThat(choice.mixture()).isBetween(0.1, 1.0);
        });
        TrainingResult result = train("VALIDATED", Start.RESUME, pilots(-1), Integer.MAX_VALUE, twoModes());
        assertThat(trials).hasSize(1);
        assertThat(result).as(result.message()).isInstanceOf(TrainingResult.Trained.class);
        TrainingResult.Trained trained = (TrainingResult.Trained) result;
        assertThat(trained.summary().steps()).isEqualTo(STEPS);
        assertThat(trained.summary().encoders()).isEqualTo(told.get(0));
        assertThat(trained.model().manifest().codec().codecs().get(0)).isInstanceOf(MixtureCodec.class);
        assertThat(trained.model().manifest().codec().codecs().get(1)).isInstanceOf(QuantileCodec.class);
        assertThat(trained.model().manifest().training().configuration().get("encoders"))
                .isEqualTo(Map.of("load", told.get(0).columns().get(0).text()));
    }

    @Test
    void shouldTrainAsWithoutATrialWhenNoMixtureIsTaken() throws IOException {
        assertThat(train("VALIDATED", Start.NEW, pilots(1), 2 * PILOT_STEPS + 4, twoModes()))
                .isInstanceOf(TrainingResult.Interrupted.class);
        Checkpoint resumed = state("VALIDATED", Start.RESUME, 5, twoModes());
        assertThat(trials).hasSize(1);
        assertThat(resumed.encoders().columns()).hasSize(1);
        assertSameWeights(resumed, state("QUANTILE", Start.NEW, 9, twoModes()));
    }

    @Test
    void shouldTrainWithoutATrialWhenThereIsNoCandidate() throws IOException {
        Table table = TestTables.everyKind(400, 1);
        Checkpoint validated = state("VALIDATED", Start.NEW, 5, table);
        assertThat(trials).isEmpty();
        assertThat(validated.encoders()).isEqualTo(EncoderChoices.NONE);
        assertSameWeights(validated, state("QUANTILE", Start.NEW, 5, table));
    }

    @Test
    void shouldTrainWithoutATrialWhenPilotsWouldBeTooShort() throws IOException {
        PilotConfig longer = new PilotConfig(0.25, PILOT_STEPS + 1, -1);
        assertThat(train("VALIDATED", Start.NEW, longer, 1, twoModes()))
                .isEqualTo(new TrainingResult.Interrupted(1, Optional.of(folder.resolve("model.checkpoint"))));
        assertThat(trials).isEmpty();
    }

    @Test
    void shouldLeaveNothingToResumeWhenStoppedInThePilots() throws IOException {
        for (int stopAfter : List.of(3, PILOT_STEPS + 3)) {
            assertThat(train("VALIDATED", Start.NEW, pilots(-1), stopAfter, twoModes()))
                    .isEqualTo(new TrainingResult.Interrupted(0, Optional.empty()));
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(told).isEmpty();
    }
}
