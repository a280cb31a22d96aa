package io.doppelstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppelstream.trainer.checkpoint.CheckpointConfig;
import io.doppelstream.trainer.gan.GanConfig;
import io.doppelstream.trainer.graph.ExecutionConfig;
import io.doppelstream.trainer.graph.Initializer;
import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.VariableValues;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.Validation;
import io.doppelstream.trainer.validate.ValidationConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;

/** Watches a "training" whose one weight is its step, and whose quality is written in a list. */
class TrainingSupervisorTest {

    @TempDir
    Path folder;

    private final List<Validation> told = new ArrayList<>();

    private record End(long publishedStep, float publishedWeight, boolean early) {}

    private final class Listener implements TrainingListener {
        @Override
        public void onProgress(Progress progress) {}

        @Override
        public void onValidation(Validation evaluation) {
            told.add(evaluation);
        }
    }

    /** @param qualities at the steps from 1; negative stands for a collapse */
    private End train(int patience, double... qualities) throws IOException {
        TrainingConfig config = TrainingConfig.of("m", "1", GanConfig.of("tabular"), Budget.steps(qualities.length), 1)
                .withValidation(new ValidationConfig(qualities.length, 1, patience, 0));
        try (TrainingGraph graph = new TrainingGraph(1)) {
            Parameter weight = new Parameter("weight", Shape.of(1), Initializer.zeros());
            graph.variables().of(weight);
            VariableValues values = new VariableValues(graph);
            try (Session session = graph.open(new ExecutionConfig(1, 1))) {
                TrainingSupervisor supervisor = new TrainingSupervisor(
                        config,
                        session,
                        (running, steps, fraction, best) -> evaluation(steps, fraction, best, qualities),
                        values,
                        List.of("weight"),
                        new LossHistory(new Listener()),
                        new Checkpoints(
                                CheckpointConfig.of(CheckpointConfig.Start.UNSAVED), folder.resolve("m"), Map.of()));
                long step = 0;
                boolean goOn = true;
                while (goOn && step < qualities.length) {
                    goOn = supervisor.goOn(position(step), (double) step / qualities.length);
                    if (goOn) {
                        values.write(session, Map.of("weight", new float[] {++step}));
                    }
                }
                supervisor.conclude(position(step));
                long published = supervisor.publishBest(step);
                return new End(published, values.read(session).get("weight")[0], !goOn);
            }
        }
    }

    private static LoopPosition position(long step) {
        return new LoopPosition(step, step, List.of(step), Duration.ofSeconds(step));
    }

    private static Validation evaluation(long steps, double fraction, double best, double... qualities) {
        double quality = Math.abs(qualities[(int) steps - 1]);
        boolean collapsed = qualities[(int) steps - 1] < 0;
        return new Validation(
                steps,
                fraction,
                Map.of(),
                quality,
                !collapsed && !(quality <= best),
                collapsed ? List.of("expected several categories of column 'y', found only one") : List.of(),
                0);
    }

    @Test
    void shouldPublishTheLastWeightsWhenTheyAreTheBest() throws IOException {
        assertThat(train(0, 0.5, 0.6, 0.55, 0.7)).isEqualTo(new End(4, 4, false));
        assertThat(told).extracting(Validation::best).containsExactly(true, true, false, true);
    }

    @Test
    void shouldPublishFormerWeightsWhenTheModelGotWorse() throws IOException {
        assertThat(train(0, 0.5, 0.9, 0.8, 0.7)).isEqualTo(new End(2, 2, false));
    }

    @Test
    void shouldEndEarlyWithTheBestWeightsWhenThePatienceIsUsedUp() throws IOException {
        assertThat(train(2, 0.5, 0.9, 0.8, 0.7, 0.95, 0.99)).isEqualTo(new End(2, 2, true));
        assertThat(told).hasSize(4);
    }

    @Test
    void shouldKeepTheHealthyWeightsAndTellWhenTheModelCollapses() throws IOException {
        assertThat(train(0, 0.5, 0.6, -0.9, -0.95)).isEqualTo(new End(2, 2, false));
        assertThat(told.get(2).collapse()).containsExactly("expected several categories of column 'y', found only one");
        assertThat(told.get(2).best()).isFalse();
    }

    @Test
    void shouldLeaveTheLastWeightsWhenTheModelWasNeverHealthy() throws IOException {
        assertThat(train(0, -0.5, -0.6)).isEqualTo(new End(2, 2, false));
    }
}
