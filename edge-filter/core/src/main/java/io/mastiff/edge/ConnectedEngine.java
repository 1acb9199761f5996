package io.mastiff.edge;

import io.mastiff.edge.policy.Policy;
import io.mastiff.edge.service.DoorServices;
import java.io.IOException;

/** An engine whose events go to the stream and whose lists come from there. */
public interface ConnectedEngine extends AutoCloseable {
  DecisionEngine engine();

  @Override
  void close();

  /**
   * Makes one; found by {@link java.util.ServiceLoader} where a module that can is on the class
   * path.
   */
  interface Opener {
    /**
     * Opens it and returns at once, whether or not the cluster answers.
     *
     * @param kafka bootstrap servers
     * @param services closed with the engine
     * @param dataDir folder for the cookie key and the list's snapshot
     */
    ConnectedEngine open(String kafka, String dataDir, Policy policy, DoorServices services)
        throws IOException;
  }
}
