/** The learners that judge rows: a boosted tree and a linear model, and the features that they see. */
package io.doppelstream.trainer.evaluate.learner;
