package io.doppelstream.trainer.checkpoint;

import io.doppelstream.trainer.encoder.EncoderChoices;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.Progress;
import io.doppelstream.trainer.train.Validation;
import java.util.List;
import java.util.Map;

/**
 * The complete state of a training between two rounds.
 *
 * @param training what decides how it goes on (data, settings, seed, budget), as text by name
 * @param encoders that were chosen before it began
 * @param position of the loop
 * @param reports of the losses so far
 * @param evaluations so far
 * @param variables values of all variables of the graph, by name
 * @param best values of the published variables at the best evaluation, by name; empty before there is one
 */
public record Checkpoint(
        Map<String, String> training,
        EncoderChoices encoders,
        LoopPosition position,
        List<Progress> reports,
        List<Validation> evaluations,
        Map<String, float[]> variables,
        Map<String, float[]> best) {}
