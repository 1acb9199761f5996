package io.mastiff.data.archive;

import io.mastiff.data.archive.Manifest.OfTopic;
import io.mastiff.event.ArchiveFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An archive's folder while one process writes it.
 *
 * <p>Files come in under names that readers do not look for, then the manifest says that they and
 * their offsets belong to the archive, then they get their names. Whoever opens the folder after a
 * process was killed finishes the last step or throws away the first, so that each record is there
 * once.
 */
public final class ArchiveFolder implements AutoCloseable {
  static final String HALF = ".half";
  private static final String LOCK = "archive.lock";
  private static final String DAY = "day=";

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;
  private Manifest manifest;

  private ArchiveFolder(Path folder, FileChannel channel, FileLock lock, Manifest manifest) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
    this.manifest = manifest;
  }

  /**
   * Opens an archive, or begins one in a folder that is empty or not there.
   *
   * @param addresses {@code hashed} or {@code whole}
   * @param keyMark tells whether addresses are hashed with the same key
   */
  public static ArchiveFolder open(Path folder, String addresses, String keyMark)
      throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new ArchiveException(folder + ": is a file; name a folder");
    }
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new OverlappingFileLockException();
      }
      return new ArchiveFolder(folder, channel, lock, manifest(folder, addresses, keyMark))
          .recovered();
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new ArchiveException(folder + ": another process is writing it; wait until it is done");
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Refuses a folder that holds other things.
   *
   * @param own files that an archive has before its first commit
   */
  public static void requireOwn(Path folder, Set<String> own) throws IOException {
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve(ArchiveFormat.MANIFEST))) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      Optional<String> other =
          all.map(path -> path.getFileName().toString())
              .filter(name -> !name.equals(LOCK) && !own.contains(name))
              .sorted()
              .findFirst();
      if (other.isPresent()) {
        throw new ArchiveException(
            "%s: holds %s and no %s; restore that, or name another folder"
                .formatted(folder, other.get(), ArchiveFormat.MANIFEST));
      }
    }
  }

  private static Manifest manifest(Path folder, String addresses, String keyMark)
      throws IOException {
    if (!Files.exists(folder.resolve(ArchiveFormat.MANIFEST))) {
      Manifest first = Manifest.empty(addresses, keyMark);
      first.write(folder);
      return first;
    }
    Manifest found = Manifest.read(folder);
    if (!found.addresses().equals(addresses)) {
      throw new ArchiveException(
          folder
              + ": its addresses are "
              + found.addresses()
              + ", not "
              + addresses
              + "; go on as it was begun, or name another folder");
    }
    if (!found.keyMark().equals(keyMark)) {
      throw new ArchiveException(
          folder
              + ": its addresses are hashed with another key; give that key, or name another"
              + " folder");
    }
    return found;
  }

  private ArchiveFolder recovered() throws IOException {
    name(manifest.files());
    for (ArchiveFormat.Kind kind : ArchiveFormat.Kind.values()) {
      for (Path file : under(kind)) {
        if (file.toString().endsWith(HALF)) {
          Files.delete(file);
        }
      }
    }
    return this;
  }

  private List<Path> under(ArchiveFormat.Kind kind) throws IOException {
    Path root = folder.resolve(kind.folder());
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !path.equals(root)).sorted(Comparator.reverseOrder()).toList();
    }
  }

  private void name(List<String> files) throws IOException {
    for (String name : files) {
      Path half = folder.resolve(name + HALF);
      if (Files.exists(half)) {
        Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  public Path folder() {
    return folder;
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * Makes what was written, and the offsets that it reaches to, part of the archive.
   *
   * @param files under the folder, without the ending that they still have
   */
  void commit(List<String> files, Map<String, OfTopic> topics, long lost, long unreadable)
      throws IOException {
    for (String file : files) {
      Manifest.force(folder.resolve(file + HALF));
    }
    Manifest after = manifest.after(files, topics, lost, unreadable);
    after.write(folder);
    manifest = after;
    name(files);
  }

  /** Removes the days before this one; returns how many of all kinds and shops. */
  public int removeBefore(LocalDate first) throws IOException {
    int days = 0;
    for (ArchiveFormat.Kind kind : ArchiveFormat.Kind.values()) {
      for (Path path : under(kind)) {
        if (isDayBefore(path, first)) {
          remove(path);
          days++;
        }
      }
    }
    return days;
  }

  private static boolean isDayBefore(Path path, LocalDate first) {
    String name = path.getFileName().toString();
    return name.matches(DAY + "[0-9]{4}-[0-9]{2}-[0-9]{2}")
        && name.substring(DAY.length()).compareTo(first.toString()) < 0
        && Files.isDirectory(path);
  }

  private static void remove(Path day) throws IOException {
    try (Stream<Path> files = Files.list(day)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(day);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
