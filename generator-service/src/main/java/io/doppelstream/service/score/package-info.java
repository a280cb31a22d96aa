/** Events of real topics, scored by a model as they come, and held against its training rows. */
package io.doppelstream.service.score;
