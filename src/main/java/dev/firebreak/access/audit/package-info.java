/** The audit: an append-only hash chain per incident, its check, and its HTTP endpoint. */
package dev.firebreak.access.audit;
