package io.mastiff.classifier;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mastiff.classifier.file.ModelFile;
import io.mastiff.classifier.file.Tree;
import io.mastiff.feature.Baseline;
import io.mastiff.feature.FeatureSchema;
import io.mastiff.feature.state.BaselineState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Reads model files, and refuses what a hostile or broken one could do: cycles, shared and lost
 * nodes, trees too deep, indexes out of range, numbers that are not finite, other features, sizes
 * over the bounds.
 */
public final class ModelReader {
  /** Format of the file that this version writes and reads. */
  public static final int FORMAT = 1;

  public static final int LARGEST_FILE = 15 * 1024 * 1024;
  public static final int MOST_TREES = 5_000;
  public static final int MOST_NODES = 1_000_000;
  public static final int MOST_DEPTH = 64;
  private static final String DEFAULT_RESOURCE = "default-model.mastiff";

  private ModelReader() {}

  /** The model that ships with this version. */
  public static byte[] defaultFile() {
    try (InputStream in = ModelReader.class.getResourceAsStream(DEFAULT_RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the default model is missing from this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the default model cannot be read", e);
    }
  }

  /** The default model, ready for use. */
  public static Classifier defaultModel() {
    try {
      return read(defaultFile());
    } catch (ModelException e) {
      throw new IllegalStateException("the default model is unsound: " + e.getMessage(), e);
    }
  }

  /** The model in a file. */
  public static Classifier read(Path path) throws ModelException {
    try {
      if (Files.size(path) > LARGEST_FILE) {
        throw new ModelException(path + ": over " + LARGEST_FILE + " bytes");
      }
      return read(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new ModelException(path + ": no such file");
    } catch (IOException e) {
      throw new ModelException(path + ": cannot be read (" + e.getMessage() + ")");
    } catch (ModelException e) {
      throw new ModelException(path + ": " + e.getMessage());
    }
  }

  /** The model in these bytes, checked in full before use. */
  public static Classifier read(byte[] bytes) throws ModelException {
    if (bytes.length > LARGEST_FILE) {
      throw new ModelException("a model file has at most " + LARGEST_FILE + " bytes");
    }
    ModelFile file = parse(bytes);
    check(file);
    return new Classifier(
        hash(bytes),
        TreeEnsemble.of(file),
        file.getScale(),
        file.getSlope(),
        file.getOffset(),
        file.getBlockThreshold(),
        file.getThrottleThreshold(),
        file.getCardJson(),
        baseline(file));
  }

  private static Baseline baseline(ModelFile file) throws ModelException {
    try {
      return Baseline.of(BaselineState.parseFrom(file.getBaseline()));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new ModelException("unsound model: its baseline (" + e.getMessage() + ")");
    }
  }

  /** The name of a model: the first 16 hexadecimal digits of its file's SHA-256. */
  public static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ModelFile parse(byte[] bytes) throws ModelException {
    try {
      CodedInputStream in = CodedInputStream.newInstance(bytes);
      in.setRecursionLimit(8);
      return ModelFile.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException("not a model file; name one that `model train` wrote");
    } catch (IOException e) {
      throw new ModelException("cannot be read (" + e.getMessage() + ")");
    }
  }

  private static void check(ModelFile file) throws ModelException {
    require(file.getFormat() == FORMAT, "not a model file of format " + FORMAT);
    require(
        file.getSchema().equals(FeatureSchema.hash()),
        "made for features "
            + printable(file.getSchema())
            + ", this version measures "
            + FeatureSchema.hash()
            + "; train it anew");
    require(file.getFeaturesList().equals(FeatureSchema.columns()), "its columns are others");
    require(file.getTreesCount() >= 1 && file.getTreesCount() <= MOST_TREES, "1 to 5,000 trees");
    require(
        finite(
            file.getIntercept(),
            file.getShrinkage(),
            file.getScale(),
            file.getSlope(),
            file.getOffset()),
        "a constant is not finite");
    require(
        isThreshold(file.getBlockThreshold()) && isThreshold(file.getThrottleThreshold()),
        "a threshold is not over 0.5 and at most 1");
    require(file.getScale() > 0 && file.getSlope() > 0, "its scores would be upside down");
    long nodes = 0;
    for (int t = 0; t < file.getTreesCount(); t++) {
      check(file.getTrees(t), "tree " + t);
      nodes += file.getTrees(t).getFeatureCount();
    }
    require(nodes <= MOST_NODES, "over " + MOST_NODES + " nodes");
  }

  private static void check(Tree tree, String name) throws ModelException {
    int n = tree.getFeatureCount();
    boolean sameLength =
        tree.getValueCount() == n
            && tree.getLeftCount() == n
            && tree.getRightCount() == n
            && tree.getCoverCount() == n;
    require(n >= 1 && sameLength, name + " has columns of different lengths");
    int[] depth = new int[n];
    for (int i = 0; i < n; i++) {
      require(Double.isFinite(tree.getValue(i)), name + " has a number that is not finite");
      int feature = tree.getFeature(i);
      require(feature >= -1 && feature < FeatureSchema.size(), name + " uses an unknown feature");
      require(i == 0 || depth[i] > 0, name + " has a node without a parent");
      require(depth[i] <= MOST_DEPTH, name + " is deeper than " + MOST_DEPTH);
      if (feature >= 0) {
        descend(tree.getLeft(i), i, depth, name);
        descend(tree.getRight(i), i, depth, name);
      }
    }
  }

  private static void descend(int child, int parent, int[] depth, String name)
      throws ModelException {
    require(
        follows(child, parent, depth.length),
        name + " has a child that does not follow its parent");
    require(depth[child] == 0, name + " has a node with two parents");
    depth[child] = depth[parent] + 1;
  }

  private static boolean follows(int child, int parent, int n) {
    return child > parent && child < n;
  }

  private static boolean finite(double... values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isThreshold(double value) {
    return value > 0.5 && value <= 1;
  }

  private static String printable(String text) {
    String head = text.substring(0, Math.min(16, text.length()));
    return head.chars().allMatch(c -> c > 32 && c < 127) ? head : "(unreadable)";
  }

  private static void require(boolean holds, String problem) throws ModelException {
    if (!holds) {
      throw new ModelException("unsound model: " + problem);
    }
  }
}
