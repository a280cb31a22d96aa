/** How a target's rate differs between groups, in real and in synthetic rows. */
package io.doppelstream.trainer.evaluate.bias;
