/** The complete state of an unfinished training on disk, so that it can go on as if nothing had happened. */
package io.doppelstream.trainer.checkpoint;
