package io.doppelstream.trainer.train;

import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.graph.Weights;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Session;

/**
 * Runs a plan, stage by stage and round by round, until the budget is used up. Knows no kind of GAN.
 *
 * <p>A run's noise, batch and rates follow from its number, so that with a budget of steps the weights are a function
 * of plan, seed and data: equal to the bit on one kind of processor.
 */
public final class TrainingLoop {

    private static final int DEFAULT_REPORT_INTERVAL = 100;

    private final TrainingGraph graph;
    private final TrainingPlan plan;
    private final int reportInterval;
    private final List<StageRunner> stages;

    /** Draws the plan's updates into the graph; the session is opened after this. */
    public TrainingLoop(TrainingGraph graph, TrainingPlan plan) {
        this(graph, plan, DEFAULT_REPORT_INTERVAL);
    }

    /** @param reportInterval rounds between two readings of the losses, at least 1 */
    public TrainingLoop(TrainingGraph graph, TrainingPlan plan, int reportInterval) {
        if (reportInterval < 1) {
            throw new IllegalArgumentException("expected a report interval of at least 1, found " + reportInterval);
        }
        this.graph = graph;
        this.plan = plan;
        this.reportInterval = reportInterval;
        stages = plan.stages().stream()
                .map(stage -> new StageRunner(graph, stage, plan.average()))
                .toList();
    }

    /**
     * Trains until the budget is used up, a loss is not finite, or a stop is requested. A thread interrupt is a request
     * to stop, too, and stays set.
     *
     * @param session of the graph, opened after the loop was made
     */
    public TrainingOutcome run(
            Session session, BatchSource source, Budget budget, TrainingListener listener, StopSignal stop) {
        TrainingClock clock = new TrainingClock(budget);
        try (PrefetchedBatches batches = new PrefetchedBatches(source)) {
            double end = 0;
            for (StageRunner stage : stages) {
                end = stage == stages.get(stages.size() - 1)
                        ? 1
                        : end + stage.stage().share();
                Optional<TrainingOutcome> early = runStage(session, batches, stage, end, clock, listener, stop);
                if (early.isPresent()) {
                    return early.get();
                }
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return new TrainingOutcome.Interrupted(clock.rounds());
        }
        return outcome(session, clock);
    }

    private Optional<TrainingOutcome> runStage(
            Session session,
            PrefetchedBatches batches,
            StageRunner stage,
            double end,
            TrainingClock clock,
            TrainingListener listener,
            StopSignal stop)
            throws InterruptedException {
        double fraction = clock.fraction();
        while (fraction < end) {
            if (stop.requested()) {
                return Optional.of(new TrainingOutcome.Interrupted(clock.rounds()));
            }
            boolean report = clock.rounds() % reportInterval == 0;
            Map<String, Float> losses = stage.round(session, batches, clock.runs(), fraction, report);
            clock.countRound(stage.runsPerRound());
            fraction = clock.fraction();
            if (report) {
                Optional<String> trouble = firstNotFinite(losses);
                if (trouble.isPresent()) {
                    return Optional.of(new TrainingOutcome.Diverged(clock.rounds(), trouble.get()));
                }
                listener.onProgress(clock.progress(stage.stage().name(), losses));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> firstNotFinite(Map<String, Float> losses) {
        return losses.entrySet().stream()
                .filter(entry -> !Float.isFinite(entry.getValue()))
                .map(entry -> "expected a finite loss of the " + entry.getKey() + ", found " + entry.getValue())
                .findFirst();
    }

    private TrainingOutcome outcome(Session session, TrainingClock clock) {
        Duration elapsed = clock.elapsed();
        Weights weights = graph.variables();
        return WeightSnapshot.take(session, weights, plan.parameters())
                .firstNotFinite()
                .<TrainingOutcome>map(parameter -> new TrainingOutcome.Diverged(
                        clock.rounds(), "expected finite weights, found NaN or infinity in " + parameter))
                .orElseGet(() -> new TrainingOutcome.Trained(clock.rounds(), elapsed));
    }
}
