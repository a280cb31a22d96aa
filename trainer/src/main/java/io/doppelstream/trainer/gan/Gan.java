package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.TrainingGraph;

/** A kind of GAN on tables: how it is drawn, and which conditions its training rows get. */
public interface Gan {

    /** Draws networks and losses into the graph; the session is opened after this. */
    DrawnGan draw(TrainingGraph graph, TabularData data);

    /** Draws real rows and the conditions they are shown under. */
    ConditionSampler conditions(TabularData data);
}
