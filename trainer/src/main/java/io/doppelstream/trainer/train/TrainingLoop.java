package io.doppelstream.trainer.train;

import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.graph.Weights;
import java.util.Collections;
import java.util.Iterator;
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

    /** Trains from the start, unsupervised. */
    public TrainingOutcome run(
            Session session, BatchSource source, Budget budget, TrainingListener listener, StopSignal stop) {
        return run(session, source, budget, LoopPosition.start(), Supervisor.none(), listener, stop);
    }

    /**
     * Trains until the budget is used up, the supervisor ends it, a loss is not finite, or a stop is requested. A thread
     * interrupt is a request to stop, too, and stays set.
     *
     * @param session of the graph, opened after the loop was made, its variables at their values of the position
     * @param from where to go on
     */
    public TrainingOutcome run(
            Session session,
            BatchSource source,
            Budget budget,
            LoopPosition from,
            Supervisor supervisor,
            TrainingListener listener,
            StopSignal stop) {
        resumeAt(from);
        TrainingClock clock = new TrainingClock(budget, from);
        try (PrefetchedBatches batches = new PrefetchedBatches(source, from.runs())) {
            double end = 0;
            for (StageRunner stage : stages) {
                end = stage == stages.get(stages.size() - 1)
                        ? 1
                        : end + stage.stage().share();
                Optional<TrainingOutcome> early =
                        runStage(session, batches, stage, end, clock, supervisor, listener, stop);
                if (early.isPresent()) {
                    return early.get();
                }
            }
        }
        return outcome(session, clock, false);
    }

    private void resumeAt(LoopPosition from) {
        int updates = stages.stream().mapToInt(stage -> stage.moves().size()).sum();
        List<Long> moves = from.moves().isEmpty() ? Collections.nCopies(updates, 0L) : from.moves();
        if (moves.size() != updates) {
            throw new IllegalArgumentException("expected the moves of " + updates + " updates, found " + moves);
        }
        Iterator<Long> each = moves.iterator();
        stages.forEach(stage -> stage.resumeAt(each));
    }

    private LoopPosition position(TrainingClock clock) {
        List<Long> moves =
                stages.stream().flatMap(stage -> stage.moves().stream()).toList();
        return new LoopPosition(clock.rounds(), clock.runs(), moves, clock.elapsed());
    }

    private Optional<TrainingOutcome> runStage(
            Session session,
            PrefetchedBatches batches,
            StageRunner stage,
            double end,
            TrainingClock clock,
            Supervisor supervisor,
            TrainingListener listener,
            StopSignal stop) {
        double fraction = clock.fraction();
        while (fraction < end) {
            if (stop.requested() || Thread.currentThread().isInterrupted()) {
                return Optional.of(new TrainingOutcome.Interrupted(position(clock)));
            }
            if (!supervisor.goOn(position(clock), fraction)) {
                return Optional.of(outcome(session, clock, true));
            }
            boolean report = clock.rounds() % reportInterval == 0;
            Map<String, Float> losses = stage.round(session, batches, clock.runs(), fraction, report);
            clock.countRound(stage.runsPerRound());
            if (report) {
                Optional<String> trouble = firstNotFinite(losses);
                if (trouble.isPresent()) {
                    return Optional.of(new TrainingOutcome.Diverged(position(clock), trouble.get()));
                }
                listener.onProgress(clock.progress(stage.stage().name(), losses));
            }
            fraction = clock.fraction();
        }
        return Optional.empty();
    }

    private static Optional<String> firstNotFinite(Map<String, Float> losses) {
        return losses.entrySet().stream()
                .filter(entry -> !Float.isFinite(entry.getValue()))
                .map(entry -> "expected a finite loss of the " + entry.getKey() + ", found " + entry.getValue())
                .findFirst();
    }

    private TrainingOutcome outcome(Session session, TrainingClock clock, boolean early) {
        LoopPosition position = position(clock);
        Weights weights = graph.variables();
        return WeightSnapshot.take(session, weights, plan.parameters())
                .firstNotFinite()
                .<TrainingOutcome>map(parameter -> new TrainingOutcome.Diverged(
                        position, "expected finite weights, found NaN or infinity in " + parameter))
                .orElseGet(() -> new TrainingOutcome.Trained(position, early));
    }
}
