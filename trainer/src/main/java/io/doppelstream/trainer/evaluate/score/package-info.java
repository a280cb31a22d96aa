/** Plain statistics that several metrics share. */
package io.doppelstream.trainer.evaluate.score;
