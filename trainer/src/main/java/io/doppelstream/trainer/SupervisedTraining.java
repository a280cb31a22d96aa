package io.doppelstream.trainer;

import io.doppelstream.trainer.TrainingSummary.Ending;
import io.doppelstream.trainer.graph.VariableValues;
import io.doppelstream.trainer.train.BatchSource;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.train.TrainingLoop;
import io.doppelstream.trainer.train.TrainingOutcome;
import io.doppelstream.trainer.train.Validation;
import io.doppelstream.trainer.validate.Validator;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Session;

/**
 * The part of a training from its first weights, or those of a checkpoint, to the ones that are published, whatever is
 * trained.
 */
record SupervisedTraining(TrainingConfig config, TrainingListener listener, StopSignal stop, Checkpoints checkpoints) {

    /** How it ended. */
    sealed interface Outcome {}

    /**
     * The published variables have the values of the best moment.
     *
     * @param ending why it ended
     * @param end where it ended
     * @param publishedStep rounds after which the model had the published weights
     * @param evaluations on the way
     * @param reports of the losses
     */
    record Complete(
            Ending ending, LoopPosition end, long publishedStep, List<Validation> evaluations, List<Progress> reports)
            implements Outcome {}

    /** There is nothing to publish. */
    record Failed(TrainingResult result) implements Outcome {}

    /**
     * Trains.
     *
     * @param session of the graph, opened after everything was drawn
     * @param values all variables of the graph
     * @param published names of the variables whose values are published
     */
    Outcome run(
            Session session,
            TrainingLoop loop,
            BatchSource batches,
            LoopPosition from,
            Validator validator,
            VariableValues values,
            List<String> published) {
        LossHistory history = new LossHistory(listener);
        TrainingSupervisor supervisor =
                new TrainingSupervisor(config, session, validator, values, published, history, checkpoints);
        checkpoints.resumed().ifPresent(supervisor::restore);
        TrainingOutcome outcome = loop.run(session, batches, config.budget(), from, supervisor, history, stop);
        if (outcome instanceof TrainingOutcome.Diverged diverged) {
            return new Failed(new TrainingResult.Diverged(diverged.steps(), diverged.what()));
        } else if (outcome instanceof TrainingOutcome.Interrupted interrupted) {
            supervisor.save(interrupted.position());
            return new Failed(new TrainingResult.Interrupted(interrupted.steps(), Optional.empty()));
        }
        LoopPosition end = supervisor.conclude(outcome.position());
        return new Complete(
                outcome instanceof TrainingOutcome.Trained trained && trained.early() ? Ending.DECLINE : Ending.BUDGET,
                end,
                supervisor.publishBest(end.rounds()),
                supervisor.evaluations(),
                history.reports());
    }
}
