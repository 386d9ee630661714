/** The audit log: an append-only hash chain for each incident, its verification, and its HTTP endpoint. */
package dev.firebreak.access.audit;
