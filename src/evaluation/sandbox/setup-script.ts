/**
 * Run by `sh` as the first process of new mount, process, network, IPC and host name namespaces. It builds a root file system in memory
 * that holds nothing but the machine's programs (read-only), the staged files in /work, and a bounded amount of free space; then it
 * gives up every right and runs the command. Nothing of the machine can be written, and neither homes nor other processes can be
 * seen.
 *
 * Descriptor 3 tells the runner `ready` once all this holds, and `exit N` at the end; the command cannot write to it.
 *
 * Environment: ROOT (empty directory), STAGE (files to copy), DISK (bytes), OWNER (`uid:gid` of the command, or empty to stay),
 * READ_ONLY (further directories to show, one a line). Arguments: the command.
 */
export const setupScript = `
set -eu
umask 022
mount -t tmpfs -o "size=$DISK,nr_inodes=20000,mode=755" tmpfs "$ROOT"
show() {
  mkdir -p "$ROOT$1"
  mount --rbind "$1" "$ROOT$1"
  mount -o remount,bind,ro,nosuid,nodev "$ROOT$1" 2>/dev/null || mount -o remount,bind,ro "$ROOT$1"
}
for name in usr bin sbin lib lib32 lib64 libx32; do
  if [ -L "/$name" ]; then ln -s "$(readlink "/$name")" "$ROOT/$name"
  elif [ -d "/$name" ]; then show "/$name"
  fi
done
for directory in /etc/alternatives /etc/ssl/certs; do
  if [ -d "$directory" ]; then show "$directory"; fi
done
printf '%s\\n' "$READ_ONLY" | while IFS= read -r directory; do
  if [ -d "$directory" ]; then show "$directory"; fi
done
mkdir -p "$ROOT/proc" "$ROOT/dev" "$ROOT/tmp" "$ROOT/work" "$ROOT/etc" "$ROOT/.old" "$ROOT/.root"
chmod 1777 "$ROOT/tmp"
if [ -f /etc/ld.so.cache ]; then cp /etc/ld.so.cache "$ROOT/etc/"; fi
printf 'sample:x:%s:sample:/work:/bin/sh\\n' "\${OWNER:-0:0}" >"$ROOT/etc/passwd"
printf '127.0.0.1 localhost\\n::1 localhost\\n' >"$ROOT/etc/hosts"
for device in null zero full random urandom; do
  : >"$ROOT/dev/$device"
  mount --bind "/dev/$device" "$ROOT/dev/$device"
done
ln -s /proc/self/fd "$ROOT/dev/fd"
ln -s /proc/self/fd/0 "$ROOT/dev/stdin"
ln -s /proc/self/fd/1 "$ROOT/dev/stdout"
ln -s /proc/self/fd/2 "$ROOT/dev/stderr"
ln -s /tmp "$ROOT/dev/shm"
mount -t proc proc "$ROOT/proc"
# Shared memory of System V belongs to no process, so nobody would count it.
echo 0 2>/dev/null >"$ROOT/proc/sys/kernel/shmmni" || true
# Settings of the kernel may belong to the user that the command runs as.
for name in sys sysrq-trigger irq bus fs; do
  if [ -e "$ROOT/proc/$name" ]; then
    mount --bind "$ROOT/proc/$name" "$ROOT/proc/$name"
    mount -o remount,bind,ro "$ROOT/proc/$name"
  fi
done
cp -R "$STAGE/." "$ROOT/work/"
chmod 755 "$ROOT/work"
if [ -n "$OWNER" ]; then chown -R "$OWNER" "$ROOT/work"; fi
{ ip link set lo up || ifconfig lo up; } >/dev/null 2>&1 || true
cd "$ROOT"
pivot_root . .old
umount -l /.old
rmdir /.old
# The kernel gives no user namespace to a process whose root is not that of its mount namespace (user_namespaces(7), EPERM): in one,
# the command could mount as it likes, such as disks in memory without bound.
mount --rbind / /.root
if [ -n "$OWNER" ]; then
  set -- --reuid="\${OWNER%:*}" --regid="\${OWNER#*:}" --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"
else
  set -- --bounding-set=-all --inh-caps=-all --no-new-privs -- "$@"
fi
echo ready >&3
set +e
chroot /.root sh -c 'cd /work && exec setpriv "$@"' sh "$@" 3>&-
echo "exit $?" >&3
exit 0
`
