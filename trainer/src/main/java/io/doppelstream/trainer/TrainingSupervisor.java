package io.doppelstream.trainer;

import io.doppelstream.trainer.checkpoint.Checkpoint;
import io.doppelstream.trainer.graph.VariableValues;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.Supervisor;
import io.doppelstream.trainer.train.Validation;
import io.doppelstream.trainer.validate.EarlyStopping;
import io.doppelstream.trainer.validate.ValidationSchedule;
import io.doppelstream.trainer.validate.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Session;

/**
 * Evaluates the model on the way, keeps the weights of its best moment, ends a training that gets worse, and has
 * checkpoints made. All that it remembers is in the checkpoint.
 */
final class TrainingSupervisor implements Supervisor {

    private final TrainingConfig config;
    private final Session session;
    private final Validator evaluator;
    private final VariableValues values;
    private final List<String> published;
    private final LossHistory history;
    private final Checkpoints checkpoints;
    private final List<Validation> evaluations = new ArrayList<>();
    private Map<String, float[]> best = Map.of();

    /** @param published names of the variables whose values are published */
    TrainingSupervisor(
            TrainingConfig config,
            Session session,
            Validator evaluator,
            VariableValues values,
            List<String> published,
            LossHistory history,
            Checkpoints checkpoints) {
        this.config = config;
        this.session = session;
        this.evaluator = evaluator;
        this.values = values;
        this.published = published;
        this.history = history;
        this.checkpoints = checkpoints;
    }

    /** Takes up a former training: all variables, what was measured, and the best weights. */
    void restore(Checkpoint checkpoint) {
        values.writeAll(session, checkpoint.variables());
        evaluations.addAll(checkpoint.evaluations());
        best = checkpoint.best();
        history.restore(checkpoint.reports());
    }

    @Override
    public boolean goOn(LoopPosition position, double fraction) {
        long start = System.nanoTime();
        if (new ValidationSchedule(config.validation(), config.budget())
                .due(evaluations, position.rounds(), fraction)) {
            evaluate(position.rounds(), fraction);
        }
        if (checkpoints.due()) {
            save(position.after(start));
        }
        return !decline();
    }

    /** The last evaluation, unless it was just made, and a checkpoint: what comes now can be done again from it. */
    LoopPosition conclude(LoopPosition end) {
        long start = System.nanoTime();
        boolean evaluated = !evaluations.isEmpty()
                && evaluations.get(evaluations.size() - 1).steps() == end.rounds();
        if (!evaluated) {
            evaluate(end.rounds(), config.budget().fractionUsed(end.rounds(), end.elapsed()));
        }
        LoopPosition concluded = end.after(start);
        save(concluded);
        return concluded;
    }

    private void evaluate(long rounds, double fraction) {
        Validation evaluation = evaluator.evaluate(session, rounds, Math.min(1, fraction), bestQuality());
        if (evaluation.best()) {
            best = values.read(session, published);
        }
        evaluations.add(evaluation);
        history.onValidation(evaluation);
    }

    private double bestQuality() {
        return evaluations.stream()
                .filter(Validation::best)
                .mapToDouble(Validation::quality)
                .max()
                .orElse(Double.NaN);
    }

    /** Saves the training as it stands between two rounds. */
    void save(LoopPosition position) {
        checkpoints.save(position, history.reports(), evaluations, values.read(session), best);
    }

    private boolean decline() {
        return new EarlyStopping(config.validation()).decline(evaluations);
    }

    /**
     * Sets the published variables to their best values, after which training must not go on. Without a healthy moment
     * they stay as they are.
     *
     * @return rounds after which the model had these values
     */
    long publishBest(long steps) {
        if (!best.isEmpty()) {
            values.write(session, best);
        }
        return evaluations.stream()
                .filter(Validation::best)
                .mapToLong(Validation::steps)
                .reduce(steps, (before, later) -> later);
    }

    List<Validation> evaluations() {
        return List.copyOf(evaluations);
    }
}
