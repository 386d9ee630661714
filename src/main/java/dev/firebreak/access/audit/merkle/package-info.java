/** The Merkle tree of RFC 9162: tree heads, inclusion proofs, consistency proofs. Knows no database. */
@NamedInterface("merkle")
package dev.firebreak.access.audit.merkle;

import org.springframework.modulith.NamedInterface;
