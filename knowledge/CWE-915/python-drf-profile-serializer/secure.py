import logging

from rest_framework import generics, serializers
from rest_framework.permissions import IsAuthenticated

from community.models import MemberProfile

log = logging.getLogger(__name__)


class MemberProfileSerializer(serializers.ModelSerializer):
    display_name = serializers.CharField(min_length=2, max_length=40)

    class Meta:
        model = MemberProfile
        fields = [
            "display_name", "biography", "city", "newsletter",
            "credits", "is_moderator", "user", "created_at",
        ]
        read_only_fields = ["credits", "is_moderator", "user", "created_at"]

    def validate_display_name(self, value):
        taken = MemberProfile.objects.exclude(pk=self.instance.pk)
        if taken.filter(display_name__iexact=value).exists():
            raise serializers.ValidationError("This name is in use.")
        return value


class MyProfileView(generics.RetrieveUpdateAPIView):
    """GET and PATCH /api/me/profile"""

    serializer_class = MemberProfileSerializer
    permission_classes = [IsAuthenticated]

    def get_object(self):
        return MemberProfile.objects.select_related("user").get(user=self.request.user)

    def perform_update(self, serializer):
        profile = serializer.save()
        log.info("profile %s changed: %s", profile.pk, sorted(serializer.validated_data))
