/** Why a record could not be processed. */
package io.doppelstream.schemas.deadletter;
