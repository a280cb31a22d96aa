/** What critic and generator play for, and what keeps the critic smooth. */
package io.doppelstream.trainer.loss;
