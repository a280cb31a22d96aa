/** How faithful rows are that were asked for by conditions. */
package io.doppelstream.trainer.evaluate.conditional;
