/** Notices a database that takes no writes or does not answer, and what follows from it for this node. */
package dev.firebreak.database.outage;
