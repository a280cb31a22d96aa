/** How good synthetic rows are: fidelity, validity, privacy, utility, detection, bias, and the figures that say so. */
package io.doppelstream.trainer.evaluate;
