/** Acts on the real thing: delegates with plan, approval, proof and undo, and the ledger that remembers. */
@ApplicationModule(allowedDependencies = {"lifecycle", "incident", "catalog", "access"})
package dev.firebreak.runbook;

import org.springframework.modulith.ApplicationModule;
