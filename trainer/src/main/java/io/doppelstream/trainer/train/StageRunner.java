package io.doppelstream.trainer.train;

import io.doppelstream.trainer.graph.TrainingGraph;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** The runs of one stage: a simultaneous stage is one run a round, an alternating one as many as its updates' steps. */
final class StageRunner {

    /** Updates that move in the same run. */
    private record Run(List<UpdateOperations> updates, int repetitions, Op moves) {}

    private final Stage stage;
    private final TrainingGraph graph;
    private final List<Run> runs = new ArrayList<>();

    StageRunner(TrainingGraph graph, Stage stage, Optional<ExponentialMovingAverage> average) {
        this.stage = stage;
        this.graph = graph;
        List<UpdateOperations> updates = stage.updates().stream()
                .map(update -> new UpdateOperations(graph, update, average))
                .toList();
        if (stage.order() == Stage.Order.SIMULTANEOUS) {
            runs.add(run(updates, 1));
        } else {
            updates.forEach(update -> runs.add(run(List.of(update), update.stepsPerRound())));
        }
    }

    private Run run(List<UpdateOperations> updates, int repetitions) {
        List<Op> prerequisites = updates.stream()
                .flatMap(update -> update.prerequisites().stream())
                .toList();
        List<Op> everything = new ArrayList<>(prerequisites);
        updates.forEach(update -> everything.addAll(update.assignments(prerequisites)));
        return new Run(
                updates,
                repetitions,
                graph.tf().withControlDependencies(everything).noOp());
    }

    Stage stage() {
        return stage;
    }

    /** Moves of each update so far. */
    List<Long> moves() {
        return updates().map(UpdateOperations::moves).toList();
    }

    /** Sets the moves of each update, one number an update. */
    void resumeAt(Iterator<Long> moves) {
        updates().forEach(update -> update.resumeAt(moves.next()));
    }

    private Stream<UpdateOperations> updates() {
        return runs.stream().flatMap(run -> run.updates().stream());
    }

    /** Number of runs in a round, each of which takes a batch. */
    int runsPerRound() {
        return runs.stream().mapToInt(Run::repetitions).sum();
    }

    /**
     * One round.
     *
     * @param firstRun number of its first run, over the whole training
     * @param fraction of the budget that is used up
     * @param readLosses whether to read the losses, which costs time
     * @return the players' losses before their last move, empty unless asked for
     */
    Map<String, Float> round(
            Session session, PrefetchedBatches batches, long firstRun, double fraction, boolean readLosses) {
        Map<String, Float> losses = new LinkedHashMap<>();
        long number = firstRun;
        for (Run run : runs) {
            for (int repetition = 1; repetition <= run.repetitions(); repetition++) {
                boolean read = readLosses && repetition == run.repetitions();
                try (Batch batch = batches.next()) {
                    losses.putAll(execute(session, run, batch, number++, fraction, read));
                }
            }
        }
        return losses;
    }

    private Map<String, Float> execute(
            Session session, Run run, Batch batch, long number, double fraction, boolean readLosses) {
        List<Tensor> rates = new ArrayList<>();
        try (TInt64 step = TInt64.scalarOf(number)) {
            Session.Runner runner = session.runner().addTarget(run.moves()).feed(graph.step(), step);
            batch.feed(runner);
            for (UpdateOperations update : run.updates()) {
                TFloat32 next = update.nextRates(fraction);
                rates.add(next);
                runner.feed(update.rates(), next);
                if (readLosses) {
                    runner.fetch(update.loss());
                }
            }
            try (Result result = runner.run()) {
                return readLosses ? losses(run, result) : Map.of();
            }
        } finally {
            rates.forEach(Tensor::close);
        }
    }

    private static Map<String, Float> losses(Run run, Result result) {
        Map<String, Float> losses = new LinkedHashMap<>();
        for (int index = 0; index < run.updates().size(); index++) {
            losses.put(run.updates().get(index).player(), ((TFloat32) result.get(index)).getFloat());
        }
        return losses;
    }
}
