package io.doppelstream.trainer;

import io.doppelstream.model.codec.MixtureCandidates;
import io.doppelstream.model.data.Table;
import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.gan.TabularData;
import io.doppelstream.trainer.train.Budget;
import io.doppelstream.trainer.train.StopSignal;
import io.doppelstream.trainer.train.TrainingListener;
import io.doppelstream.trainer.validate.ValidationSlice;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the encoder of each column that may be a mixture ({@link MixtureCandidates}), by two pilot trainings on the same
 * rows, with the same seed and number of steps: one encodes all numbers by quantiles, one the candidates as mixtures. Without
 * candidates, or where the budget is too small for pilots that tell anything, nothing is trained and quantiles are taken.
 */
record EncoderTrial(TrainingConfig config, PilotConfig pilots, TrainingListener listener, StopSignal stop) {

    /** Drawing two graphs would take a short training's time. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /**
     * Holds the trial.
     *
     * @param data the slice's training rows under quantile codecs
     * @return empty if a stop was requested
     */
    Optional<EncoderChoices> run(TabularData data, ValidationSlice slice) {
        Budget budget = config.budget().part(pilots.share());
        if (tooSmall(budget)) {
            return Optional.of(EncoderChoices.NONE);
        }
        Set<String> candidates = MixtureCandidates.of(slice.training(), data.codec());
        if (candidates.isEmpty()) {
            return Optional.of(EncoderChoices.NONE);
        }
        listener.onEncoderTrial(candidates);
        PilotTraining pilot = new PilotTraining(config, stop);
        PilotOutcome plain = pilot.run(data, slice.reference(), budget);
        if (plain instanceof PilotOutcome.Measured quantile && quantile.steps() >= pilots.fewestSteps()) {
            return compare(candidates, quantile, mixtures(pilot, candidates, slice, quantile.steps()));
        }
        return plain instanceof PilotOutcome.Interrupted ? Optional.empty() : undecided();
    }

    private boolean tooSmall(Budget budget) {
        return budget instanceof Budget.Time time
                ? time.duration().compareTo(SHORTEST) < 0
                : budget instanceof Budget.Steps steps && steps.rounds() < pilots.fewestSteps();
    }

    private PilotOutcome mixtures(PilotTraining pilot, Set<String> candidates, ValidationSlice slice, long steps) {
        Table rows = slice.training();
        TabularData mixed =
                TabularData.of(rows, config.gan(), config.gan().codecs().withMixtures(candidates), config.seed());
        return pilot.run(mixed, slice.reference(), Budget.steps(steps));
    }

    private Optional<EncoderChoices> compare(
            Set<String> candidates, PilotOutcome.Measured quantile, PilotOutcome mixed) {
        if (mixed instanceof PilotOutcome.Measured mixture) {
            EncoderChoices choices =
                    EncoderChoices.of(candidates, quantile.qualities(), mixture.qualities(), pilots.margin());
            listener.onEncoders(choices);
            return Optional.of(choices);
        }
        return mixed instanceof PilotOutcome.Interrupted ? Optional.empty() : undecided();
    }

    private Optional<EncoderChoices> undecided() {
        listener.onEncoders(EncoderChoices.NONE);
        return Optional.of(EncoderChoices.NONE);
    }
}
